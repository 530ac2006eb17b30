using System.Diagnostics;
using System.Diagnostics.Metrics;
using CsmPartners.Web.Hosting;

namespace CsmPartners.Web.Watching;

/// <summary>The program's own figures, measured where the thing happens. While nobody listens, recording one is a comparison.</summary>
public static class Instruments
{
    /// <summary>Of the meter and of the source of spans.</summary>
    public const string Name = "CsmPartners";

    public static readonly ActivitySource Spans = new(Name, ThisProgram.Version);

    private static readonly Meter Meter = new(Name, ThisProgram.Version);

    /// <summary>Seconds.</summary>
    public static readonly Histogram<double> SiteRead = Meter.CreateHistogram(
        "csm.site.read.duration", "s", "Time to read the published site from the database", null, Buckets(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30));

    private static readonly Histogram<double> SearchTime = Meter.CreateHistogram(
        "csm.search.duration", "s", "Time to find the entries for a search", null, Buckets(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2));

    /// <summary>How long a search took and whether it found anything; never what was searched for.</summary>
    public static void Searched(TimeSpan took, int found) =>
        SearchTime.Record(took.TotalSeconds, new KeyValuePair<string, object?>("csm.search.found", found > 0));

    private static InstrumentAdvice<double> Buckets(params double[] bounds) => new() { HistogramBucketBoundaries = bounds };
}
