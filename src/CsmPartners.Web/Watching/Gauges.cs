using System.Diagnostics.Metrics;
using CsmPartners.Web.Hosting;

namespace CsmPartners.Web.Watching;

/// <summary>What a collector reads off now and then, as this node knows it at that moment.</summary>
internal sealed class Gauges(IMeterFactory meters, PublishedSiteKeeper keeper, Queues queues, TimeProvider clock) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(Instruments.Name, ThisProgram.Version);
        Gauge("csm.site.version", "{version}", "Version of the published site that this node shows", () => keeper.Current?.Version);
        Gauge("csm.site.age", "s", "Since this node read the version that it shows", () => Since(keeper.ReadAt));
        Gauge("csm.site.unchecked", "s", "Since the database last said that this is the newest version", () => Since(keeper.LookedAt));
        Gauge("csm.letters.unannounced", "{letter}", "Visitors' letters of which staff have yet to be told by mail", () => queues.Now?.Letters);
        Gauge("csm.publications.due", "{entry}", "Scheduled publications whose time has come", () => queues.Now?.Publications);
        return Task.CompletedTask;

        void Gauge(string name, string unit, string description, Func<double?> value) =>
            meter.CreateObservableGauge(name, () => value() is { } known ? [new Measurement<double>(known)] : (IEnumerable<Measurement<double>>)[], unit, description);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private double? Since(DateTimeOffset? moment) => moment is { } at ? (clock.GetUtcNow() - at).TotalSeconds : null;
}
