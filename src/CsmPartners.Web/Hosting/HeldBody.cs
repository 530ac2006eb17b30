namespace CsmPartners.Web.Hosting;

/// <summary>
/// Holds an answer back while it may be one to keep. As soon as it turns out not to be, by its headers or by its length, what was held
/// goes out and the rest follows as it is written.
/// </summary>
internal sealed class HeldBody(HttpResponse response, Stream outer) : Stream
{
    private const int Most = 1_000_000;

    private MemoryStream? held = new();

    /// <summary>All of it; null where it has gone out.</summary>
    public byte[]? Whole => held?.ToArray();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async Task ReleaseAsync(CancellationToken cancellation = default)
    {
        if (held is not { } whole)
            return;
        held = null;
        if (whole.Length > 0)
            await outer.WriteAsync(whole.GetBuffer().AsMemory(0, (int)whole.Length), cancellation);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (held is not null && PageCache.IsToBeKept(response) && held.Length + buffer.Length <= Most)
        {
            held.Write(buffer.Span);
            return;
        }

        await ReleaseAsync(cancellationToken);
        await outer.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        // Nothing written yet: a status without a body still gets its page.
        if (held is { } whole && (whole.Length == 0 || PageCache.IsToBeKept(response)))
            return;
        await ReleaseAsync(cancellationToken);
        await outer.FlushAsync(cancellationToken);
    }

    public override void Flush() => FlushAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
