using System.IO.Pipelines;
using System.Net;
using System.Text;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// A request line that is no HTTP, such as an address with a NUL, is refused by the server before any of our code runs, with
/// nothing but a status. Here that bare refusal gets a page. Which language the visitor reads is not known then: it says it in all three.
/// </summary>
internal static class Refusals
{
    public static void UseRefusalPages(this Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection =>
        {
            connection.Transport = new Pipes(connection.Transport.Input, new RefusalWriter(connection.Transport.Output));
            return next(connection);
        }));

    private static byte[] Page() => Encoding.UTF8.GetBytes(
        $"""
        <!DOCTYPE html>
        <html lang="kk">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{Encode(Ui.In(Language.Kk)["Error.400"])}</title>
        <link rel="stylesheet" href="/css/site.css">
        </head>
        <body><main>{string.Concat(Language.All.Select(Section))}</main></body>
        </html>

        """);

    private static string Section(Language language) =>
        $"""
        <section lang="{language}" class="page-head"><h1>{Encode(Ui.In(language)["Error.400"])}</h1><p>{Encode(Ui.In(language)["Error.400.Advice"])}</p><p><a href="/{language}">{Encode(Ui.In(language)["Nav.Home"])}</a></p></section>
        """;

    private static string Encode(string words) => WebUtility.HtmlEncode(words);

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>Passes everything on but the server's own empty refusals, which it fills.</summary>
    private sealed class RefusalWriter(PipeWriter inner) : PipeWriter
    {
        private static readonly byte[] Body = Page();
        private static readonly byte[] Head = Encoding.ASCII.GetBytes(
            string.Concat(Headers.Always.Select(h => $"{h.Name}: {h.Value}\r\n"))
            + $"Content-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: {Body.Length}\r\n\r\n");

        private Memory<byte> memory;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => memory = inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes)
        {
            var written = memory.Span[..bytes];
            if (IsBareRefusal(written) && written.IndexOf("\r\n"u8) + 2 is var line && line + Head.Length + Body.Length <= memory.Length)
            {
                Head.CopyTo(memory.Span[line..]);
                Body.CopyTo(memory.Span[(line + Head.Length)..]);
                bytes = line + Head.Length + Body.Length;
            }

            // The server may go on in the same memory.
            memory = memory[bytes..];
            inner.Advance(bytes);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        private static bool IsBareRefusal(ReadOnlySpan<byte> written) =>
            written.StartsWith("HTTP/1.1 400"u8) && written.IndexOf("Content-Length: 0\r\n"u8) > 0 && written.IndexOf("Connection: close\r\n"u8) > 0;
    }
}
