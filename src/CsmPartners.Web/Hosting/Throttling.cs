using System.Globalization;
using System.Threading.RateLimiting;
using CsmPartners.Web.Admin.SignIn;
using Microsoft.AspNetCore.RateLimiting;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Bounds how often one network address may try a password, a code or a link, and may ask for what costs more than a page. A school
/// class behind one address stays below it; pages themselves are never counted.
/// </summary>
internal static class Throttling
{
    /// <summary>Names of the policies, for the attribute on what is bounded.</summary>
    public const string Tries = "Accounts:TriesPerMinute";
    public const string Search = "Throttling:Search";
    public const string Data = "Throttling:Data";
    public const string Pictures = "Throttling:Pictures";
    public const string Previews = "Throttling:Previews";

    /// <summary>Requests a minute. Each name is also that of the setting by which it is changed.</summary>
    private static readonly (string Policy, int PerMinute)[] Buckets = [(Search, 1800), (Data, 300), (Pictures, 1200), (Previews, 60)];

    public static void AddThrottling(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = RefuseAsync;
        limits.AddPolicy(Tries, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(CounterOf(context), _ => new() { Window = TimeSpan.FromMinutes(1), PermitLimit = Most(context, Tries, 30) })
            : RateLimitPartition.GetNoLimiter(-1));
        foreach (var (policy, perMinute) in Buckets)
            limits.AddPolicy(policy, context => RateLimitPartition.GetTokenBucketLimiter(CounterOf(context), _ => Bucket(Most(context, policy, perMinute))));
    });

    private static int CounterOf(HttpContext context) => NetworkAddress.CounterOf(context.Connection.RemoteIpAddress);

    private static int Most(HttpContext context, string setting, int usual) =>
        Math.Max(1, context.RequestServices.GetRequiredService<IConfiguration>().GetValue(setting, usual));

    /// <summary>A minute's worth at once, then as it flows in.</summary>
    private static TokenBucketRateLimiterOptions Bucket(int perMinute)
    {
        var perSecond = Math.Max(1, perMinute / 60);
        return new() { TokenLimit = perMinute, TokensPerPeriod = perSecond, ReplenishmentPeriod = TimeSpan.FromMinutes((double)perSecond / perMinute) };
    }

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var context = rejected.HttpContext;
        var after = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Ceiling(Math.Max(1, wait.TotalSeconds)) : 1;
        context.Response.Headers.RetryAfter = after.ToString(CultureInfo.InvariantCulture);
        if (context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Tries)
            await context.RequestServices.GetRequiredService<ThrottledTries>().RecordAsync(context.Connection.RemoteIpAddress, context.RequestServices.GetRequiredService<SignInRecord>());
    }
}
