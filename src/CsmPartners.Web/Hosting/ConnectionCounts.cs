using System.Buffers.Binary;
using System.Net;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// How many connections each network holds: an IPv4 address or an IPv6 /64, which its owner fills as they like, and the /48 that an
/// organisation is given, with twice as many. There are never more networks here than connections.
/// </summary>
internal sealed class ConnectionCounts(int most)
{
    private readonly Dictionary<(int Length, ulong Prefix), int> open = [];
    private readonly Lock gate = new();

    /// <summary>Counts a connection. False where the network holds as many as it may; then nothing is counted.</summary>
    public bool TryOpen(IPAddress address)
    {
        var networks = Of(address);
        lock (gate)
        {
            if (Array.Exists(networks, n => open.GetValueOrDefault(n) >= (n.Length == 6 ? 2L * most : most)))
                return false;
            foreach (var network in networks)
                open[network] = open.GetValueOrDefault(network) + 1;
            return true;
        }
    }

    public void Close(IPAddress address)
    {
        lock (gate)
        {
            foreach (var network in Of(address))
            {
                if (--open[network] == 0)
                    open.Remove(network);
            }
        }
    }

    private static (int Length, ulong Prefix)[] Of(IPAddress address)
    {
        var network = NetworkAddress.Network(address);
        Span<byte> bytes = stackalloc byte[8];
        network.CopyTo(bytes);
        var prefix = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        return network.Length == 4 ? [(4, prefix)] : [(8, prefix), (6, prefix >> 16)];
    }
}
