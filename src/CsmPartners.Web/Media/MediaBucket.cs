using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace CsmPartners.Web.Media;

/// <summary>
/// Originals in S3-compatible storage, each under its hash. What was fetched once stays in the media folder, from where it is served:
/// pictures that were looked at before are shown while the storage is away.
/// </summary>
public sealed class MediaBucket : IMediaStore, IDisposable
{
    private const int MostAtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly (string Ending, string Type)[] Types = [(".jpg", "image/jpeg"), (".webp", "image/webp"), (".pdf", "application/pdf")];

    private readonly MediaFolder folder;
    private readonly ILogger<MediaBucket> log;
    private readonly AmazonS3Client storage;
    private readonly string bucket;

    /// <summary>Whoever invents hashes must not occupy the storage.</summary>
    private readonly SemaphoreSlim places = new(MostAtOnce);

    private int isSaid;

    public MediaBucket(MediaFolder folder, IConfiguration configuration, ILogger<MediaBucket> log)
    {
        (this.folder, this.log) = (folder, log);
        bucket = configuration["Media:Bucket"]!;
        var settings = new AmazonS3Config
        {
            ServiceURL = configuration["Media:Endpoint"],
            AuthenticationRegion = configuration["Media:Region"] ?? "us-east-1",
            // A bucket in the host's name needs a wildcard certificate, which museums' own storage seldom has; newer sums are not known everywhere.
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = Patience,
            MaxErrorRetry = 1,
        };
        storage = new AmazonS3Client(new BasicAWSCredentials(configuration["Media:AccessKey"] ?? "", configuration["Media:SecretKey"] ?? ""), settings);
    }

    public void Dispose()
    {
        storage.Dispose();
        places.Dispose();
    }

    public async Task<string?> FindAsync(string hash, CancellationToken cancellation)
    {
        if (folder.Original(hash) is { } here)
            return here;
        await places.WaitAsync(cancellation);
        try
        {
            return folder.Original(hash) ?? await TalkAsync(token => FetchAsync(hash, token), cancellation);
        }
        finally
        {
            places.Release();
        }
    }

    public async Task AddAsync(string hash, string ending, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await TalkAsync(
            async token =>
            {
                using var content = new MemoryStream(bytes.ToArray());
                return await storage.PutObjectAsync(
                    new PutObjectRequest { BucketName = bucket, Key = hash, InputStream = content, ContentType = Types.Single(t => t.Ending == ending).Type, UseChunkEncoding = false }, token);
            },
            cancellation);
        await folder.AddAsync(hash, ending, bytes, cancellation);
    }

    public async Task DeleteAsync(string hash, CancellationToken cancellation)
    {
        folder.Delete(hash);
        try
        {
            await TalkAsync(token => storage.DeleteObjectAsync(bucket, hash, token), cancellation);
        }
        catch (MediaStoreException)
        {
            // Its row is gone, so that the sweep will find it.
        }
    }

    public async IAsyncEnumerable<string> OlderThanAsync(DateTime utc, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = bucket };
        do
        {
            var page = await TalkAsync(token => storage.ListObjectsV2Async(request, token), cancellation);
            foreach (var file in page.S3Objects ?? [])
            {
                // What else lies in the bucket is not ours to sweep.
                if (file.LastModified?.ToUniversalTime() <= utc && file.Key.Length == MediaFolder.HashLength && file.Key.All(char.IsAsciiHexDigitLower))
                    yield return file.Key;
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    private async Task<string?> FetchAsync(string hash, CancellationToken cancellation)
    {
        try
        {
            using var file = await storage.GetObjectAsync(bucket, hash, cancellation);
            if (Array.Find(Types, t => t.Type == file.Headers.ContentType) is not { Ending: { } ending })
                return null;
            var path = folder.PathOf(hash, ending);
            await folder.WriteAsync(path, async kept =>
            {
                await file.ResponseStream.CopyToAsync(kept, cancellation);
                kept.Position = 0;
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(kept, cancellation)) != hash)
                    throw new InvalidDataException($"What the storage has as {hash} is something else.");
            });
            return path;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>In time or not at all; the log says once that the storage is away.</summary>
    private async Task<T> TalkAsync<T>(Func<CancellationToken, Task<T>> say, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var answer = await say(patience.Token);
            isSaid = 0;
            return answer;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && e is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException or IOException or InvalidDataException)
        {
            if (Interlocked.Exchange(ref isSaid, 1) == 0)
                log.LogError("The media storage does not answer as it should: {Reason}", e.Message);
            throw new MediaStoreException("The media storage does not answer.", e);
        }
    }
}
