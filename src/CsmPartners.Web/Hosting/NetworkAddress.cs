using System.Net;
using System.Net.Sockets;

namespace CsmPartners.Web.Hosting;

internal static class NetworkAddress
{
    // All the addresses that there are share so many counters, so that strangers' inventions cannot fill the memory.
    private const int Counters = 4096;

    /// <summary>The number of the counter for what comes from an address; another one in each process, so that nobody can look for a neighbour's.</summary>
    public static int CounterOf(IPAddress? sender)
    {
        var address = sender ?? IPAddress.None;
        var bytes = address.IsIPv4MappedToIPv6 ? address.MapToIPv4().GetAddressBytes() : address.GetAddressBytes();
        var hash = new HashCode();
        // Of the sixth version, whoever has one address has all that begin like it.
        hash.AddBytes(address.AddressFamily == AddressFamily.InterNetworkV6 && bytes.Length == 16 ? bytes.AsSpan(0, 8) : bytes);
        return (int)((uint)hash.ToHashCode() % Counters);
    }
}
