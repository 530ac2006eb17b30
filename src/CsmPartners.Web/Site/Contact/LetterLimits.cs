using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace CsmPartners.Web.Site.Contact;

/// <summary>Bounds how many letters are taken in an hour: from one network address, and altogether.</summary>
public sealed class LetterLimits(LetterSettings settings) : IDisposable
{
    // All the addresses that there are share so many counters, so that strangers' inventions cannot fill the memory.
    private const int Counters = 4096;

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<IPAddress, int>(address => Counter(CounterOf(address), settings.PerAddress)),
        PartitionedRateLimiter.Create<IPAddress, int>(_ => Counter(0, settings.Altogether)));

    /// <summary>Counts a letter. False where it is one too many.</summary>
    public bool Takes(IPAddress? sender)
    {
        using var lease = limiter.AttemptAcquire(sender ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    private static RateLimitPartition<int> Counter(int number, int most) =>
        RateLimitPartition.GetFixedWindowLimiter(number, _ => new() { Window = TimeSpan.FromHours(1), PermitLimit = most });

    private static int CounterOf(IPAddress address)
    {
        var bytes = address.IsIPv4MappedToIPv6 ? address.MapToIPv4().GetAddressBytes() : address.GetAddressBytes();
        var hash = new HashCode();
        // Of the sixth version, whoever has one address has all that begin like it.
        hash.AddBytes(address.AddressFamily == AddressFamily.InterNetworkV6 && bytes.Length == 16 ? bytes.AsSpan(0, 8) : bytes);
        return (int)((uint)hash.ToHashCode() % Counters);
    }
}
