using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// The framework reads no form that holds a NUL. As another character that no text may hold it is read, so that it is spoken of beside
/// its field and everything else is still there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesNulAttribute : Attribute, IAsyncResourceFilter
{
    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        var most = Math.Min(Server.LargestEntryForm, context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? Server.LargestForm);
        if (request.ContentLength > 0 && request.ContentLength <= most && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            var body = new byte[request.ContentLength.Value];
            await request.Body.ReadExactlyAsync(body, context.HttpContext.RequestAborted);
            for (var at = body.AsSpan(); at.IndexOf("%00"u8) is >= 0 and var nul; at = at[(nul + 3)..])
                at[nul + 2] = (byte)'1';
            request.Body = new MemoryStream(body);
        }

        await next();
    }
}
