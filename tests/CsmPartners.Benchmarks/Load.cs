using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CsmPartners.Benchmarks;

/// <summary>What a server gave under load.</summary>
/// <param name="RequestsPerSecond">Over all connections.</param>
/// <param name="P99">Milliseconds.</param>
internal readonly record struct Result(double RequestsPerSecond, double P99);

/// <summary>
/// Asks one address again and again over a few kept connections. Plain sockets: a client that is busier than the server would
/// make every server look alike. Loopback only; ends by the clock.
/// </summary>
internal static class Load
{
    private const int Connections = 8;

    /// <param name="headers">Further ones, each with its line's end.</param>
    /// <param name="status">Of every answer; 304 comes without a body.</param>
    public static Result Drive(int port, string address, TimeSpan time, string headers = "", int status = 200)
    {
        var latencies = new List<double>[Connections];
        var threads = Enumerable.Range(0, Connections)
            .Select(i => new Thread(() => latencies[i] = Ask(port, address, time, headers, status)))
            .ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        var all = latencies.SelectMany(l => l).Order().ToArray();
        return new Result(all.Length / time.TotalSeconds, all[all.Length * 99 / 100]);
    }

    private static List<double> Ask(int port, string address, TimeSpan time, string headers, int status)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        var request = Encoding.ASCII.GetBytes($"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n");
        var buffer = new byte[256 * 1024];
        var latencies = new List<double>(100_000);
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < time)
        {
            var sent = Stopwatch.GetTimestamp();
            socket.Send(request);
            Read(socket, buffer, address, status);
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return latencies;
    }

    private static void Read(Socket socket, byte[] buffer, string address, int status)
    {
        var length = 0;
        var end = -1;
        var chunked = false;
        while (end < 0 || length < end)
        {
            var read = socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
            if (read == 0)
                throw new InvalidOperationException($"The server closed the connection while answering {address}");
            length += read;
            if (end < 0 && !chunked)
            {
                var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
                if (head < 0)
                    continue;
                var headers = Encoding.ASCII.GetString(buffer, 0, head);
                if (!headers.StartsWith($"HTTP/1.1 {status}", StringComparison.Ordinal))
                    throw new InvalidOperationException($"{address}: {headers}");
                if (status == StatusCodes.Status304NotModified)
                    return;
                const string Length = "Content-Length: ";
                var at = headers.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
                chunked = at < 0;
                if (!chunked)
                    end = head + 4 + int.Parse(headers[(at + Length.Length)..].Split('\r')[0], System.Globalization.CultureInfo.InvariantCulture);
            }

            // Pages hold no such bytes of their own before the last chunk's.
            if (chunked && buffer.AsSpan(0, length).EndsWith("0\r\n\r\n"u8))
                end = length;
        }
    }
}
