using Microsoft.AspNetCore.Http.Features;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// What is longer than its address takes is read to its end, kept nowhere, and then refused. A server that answers and closes while a
/// browser is still sending breaks the connection, and instead of our page the person sees that the site cannot be reached. What breaks off
/// or comes too slowly is refused too, and is no fault of ours.
/// </summary>
internal static class LongBodies
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>After routing, which sets the limit that the address asks for.</summary>
    public static void UseLongBodies(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            return next(context);
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
        return limit is null or { IsReadOnly: true } || !(context.Request.ContentLength > limit.MaxRequestBodySize)
            ? AnswerAsync(context, next)
            : RefuseAsync(context, limit);
    });

    private static async Task RefuseAsync(HttpContext context, IHttpMaxRequestBodySizeFeature limit)
    {
        limit.MaxRequestBodySize = null;
        await DiscardAsync(context.Request.Body, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = e.StatusCode;
        }
    }

    /// <summary>Reads what is left, for a while: whoever still sends would not see an answer.</summary>
    public static async Task DiscardAsync(Stream body, CancellationToken aborted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        patience.CancelAfter(Patience);
        try
        {
            await body.CopyToAsync(Stream.Null, patience.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            // Long enough: whoever still sends gets the answer with the end of the connection.
        }
        catch (IOException)
        {
            // Broken off, or no longer HTTP: there is nothing left to read.
        }
    }
}
