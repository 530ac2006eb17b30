using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CsmPartners.Web.Hosting;

internal static class Health
{
    public static void AddSiteHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<PublishedSiteCheck>("published-site");

    /// <summary>Live: the process answers. Ready: there is a site to show, even if the database is away by now, and the process is not about to end.</summary>
    public static void MapSiteHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }

    private sealed class PublishedSiteCheck(PublishedSiteKeeper keeper, Draining draining) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(
                draining.IsUnderWay ? HealthCheckResult.Unhealthy("About to end")
                : keeper.Current is null ? HealthCheckResult.Unhealthy("No published site yet")
                : HealthCheckResult.Healthy());
    }
}
