using System.Net;

namespace CsmPartners.Web.Hosting;

internal static class NetworkAddress
{
    // All the addresses that there are share so many counters, so that strangers' inventions cannot fill the memory.
    public const int Counters = 4096;

    /// <summary>The number of the counter for what comes from an address; another one in each process, so that nobody can look for a neighbour's.</summary>
    public static int CounterOf(IPAddress? sender) => Number(Network(sender ?? IPAddress.None));

    /// <summary>Likewise for the IPv6 range (/48) that an organisation is given. Null for IPv4.</summary>
    public static int? RangeCounterOf(IPAddress sender) => Network(sender) is { Length: > 4 } network ? Number(network.AsSpan(0, 6)) : null;

    /// <summary>What its owner cannot change of it: an IPv4 address, or the first half (/64) of an IPv6 one.</summary>
    public static byte[] Network(IPAddress address)
    {
        var bytes = address.IsIPv4MappedToIPv6 ? address.MapToIPv4().GetAddressBytes() : address.GetAddressBytes();
        return bytes.Length == 4 ? bytes : bytes[..8];
    }

    /// <summary>As it is recorded; empty where it is not known.</summary>
    public static string ToString(IPAddress? sender) => (sender is { IsIPv4MappedToIPv6: true } ? sender.MapToIPv4() : sender)?.ToString() ?? "";

    private static int Number(ReadOnlySpan<byte> network)
    {
        var hash = new HashCode();
        hash.AddBytes(network);
        return (int)((uint)hash.ToHashCode() % Counters);
    }
}
