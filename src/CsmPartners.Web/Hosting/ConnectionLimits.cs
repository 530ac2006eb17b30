using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Bounds how many connections one network holds, so that none of them takes all that the server has, and for how long a new one may say
/// nothing. The connections of known proxies are everybody's: they are neither counted nor hurried.
/// </summary>
internal static class ConnectionLimits
{
    private const string Setting = "Connections:PerAddress";

    /// <summary>A quarter of all: a school or an office behind one address stays far below it.</summary>
    private const int Usual = 1000;

    /// <summary>One count for all the addresses that the server listens on.</summary>
    public static Action<ListenOptions> OfServer(IConfiguration configuration)
    {
        var proxies = Proxies.Known(configuration);
        var counts = new ConnectionCounts(Math.Max(1, configuration.GetValue(Setting, Usual)));
        return listen => listen.Use(next => connection =>
            connection.RemoteEndPoint is IPEndPoint { Address: var address } && !Proxies.AreOf(proxies, address)
                ? ServeAsync(connection, address, counts, listen.KestrelServerOptions.Limits.RequestHeadersTimeout, next)
                : next(connection));
    }

    private static async Task ServeAsync(ConnectionContext connection, IPAddress address, ConnectionCounts counts, TimeSpan patience, ConnectionDelegate next)
    {
        if (!counts.TryOpen(address))
        {
            connection.Abort(new ConnectionAbortedException($"{Setting}: the network holds as many connections as it may."));
            return;
        }

        try
        {
            if (await SpeaksAsync(connection, patience))
                await next(connection);
        }
        finally
        {
            counts.Close(address);
        }
    }

    /// <summary>
    /// Waits for the first byte as long as for the headers. The server itself would wait for it as for the next request of a visitor who has
    /// had an answer. Ends with the server, too.
    /// </summary>
    private static async Task<bool> SpeaksAsync(ConnectionContext connection, TimeSpan patience)
    {
        var ending = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? default;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(connection.ConnectionClosed, ending);
        waiting.CancelAfter(patience);
        try
        {
            var first = await connection.Transport.Input.ReadAsync(waiting.Token);
            connection.Transport.Input.AdvanceTo(first.Buffer.Start);
            return !first.Buffer.IsEmpty;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
