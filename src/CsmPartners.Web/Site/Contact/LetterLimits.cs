using System.Net;
using System.Threading.RateLimiting;
using CsmPartners.Web.Hosting;

namespace CsmPartners.Web.Site.Contact;

/// <summary>Bounds how many letters are taken in an hour from one network.</summary>
public sealed class LetterLimits(LetterSettings settings) : IDisposable
{
    /// <summary>An organisation with an IPv6 range of its own can invent 65,536 networks: together they have the share of ten.</summary>
    private const int NetworksPerRange = 10;

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<IPAddress, int>(address => Counter(NetworkAddress.CounterOf(address), settings.PerAddress)),
        PartitionedRateLimiter.Create<IPAddress, int>(address => NetworkAddress.RangeCounterOf(address) is { } range
            ? Counter(range, settings.PerAddress * NetworksPerRange)
            : RateLimitPartition.GetNoLimiter(-1)));

    /// <summary>Counts a letter. False where it is one too many.</summary>
    public bool Takes(IPAddress? sender)
    {
        using var lease = limiter.AttemptAcquire(sender ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    private static RateLimitPartition<int> Counter(int number, int most) =>
        RateLimitPartition.GetFixedWindowLimiter(number, _ => new() { Window = TimeSpan.FromHours(1), PermitLimit = most });
}
