using System.Threading.RateLimiting;

namespace CsmPartners.Web.Hosting;

/// <summary>Bounds how often one network address may try a password, a code or a link. Visitors' pages are never counted.</summary>
internal static class Throttling
{
    /// <summary>Name of the policy, for the attribute on what is bounded.</summary>
    public const string Tries = "tries";

    public static void AddThrottling(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.AddPolicy(Tries, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new()
                {
                    Window = TimeSpan.FromMinutes(1),
                    PermitLimit = context.RequestServices.GetRequiredService<IConfiguration>().GetValue("Accounts:TriesPerMinute", 30),
                })
            : RateLimitPartition.GetNoLimiter(""));
    });
}
