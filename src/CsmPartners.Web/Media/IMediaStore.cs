using CsmPartners.Web.Media.Worker;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsmPartners.Web.Media;

/// <summary>
/// Where the originals are kept: in the data folder, or in a bucket that all nodes share. What is made of them lies in the data folder
/// either way.
/// </summary>
public interface IMediaStore
{
    /// <summary>The original as a file of this machine; null where there is none.</summary>
    /// <exception cref="MediaStoreException">The store does not answer.</exception>
    Task<string?> FindAsync(string hash, CancellationToken cancellation);

    /// <param name="ending">".pdf".</param>
    /// <exception cref="MediaStoreException">The store does not take it.</exception>
    Task AddAsync(string hash, string ending, ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>The original, and on this machine everything made of it.</summary>
    Task DeleteAsync(string hash, CancellationToken cancellation);

    /// <summary>Hashes of what is kept elsewhere than in the data folder and is as old as this.</summary>
    IAsyncEnumerable<string> OlderThanAsync(DateTime utc, CancellationToken cancellation);
}

public sealed class MediaStoreException(string message, Exception reason) : IOException(message, reason);

/// <summary>A picture that cannot be fetched or made just now is not one that does not exist.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StoreIsAwayAttribute : ExceptionFilterAttribute
{
    public override void OnException(ExceptionContext context)
    {
        if (context.Exception is not (MediaStoreException or MediaWorkerException))
            return;
        context.HttpContext.Response.Headers.RetryAfter = "30";
        context.Result = new StatusCodeResult(StatusCodes.Status503ServiceUnavailable);
        context.ExceptionHandled = true;
    }
}
