using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace CsmPartners.Tests.Support;

/// <summary>A mail server on this machine: speaks SMTP (RFC 5321) as far as a letter needs it, and can be told to refuse.</summary>
public sealed class MailServer : IDisposable
{
    private readonly ConcurrentQueue<(string From, string To, byte[] Letter)> taken = new();
    private TcpListener? listener;

    /// <summary>Where it listens, or did before it was stopped.</summary>
    public int Port { get; private set; }

    /// <summary>The answer to commands that begin with these letters, instead of the usual one: "RCPT", "550 No such person"; to everything where there are none.</summary>
    public (string Command, string Answer)? Refusal { get; set; }

    /// <summary>Is called when a letter has come, before its sender is answered.</summary>
    public Action? OnTaken { get; set; }

    public void Start()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = ServeAsync(listener);
    }

    public void Stop() => listener?.Dispose();

    /// <summary>Waits for the next letter: as the envelope and as the letter itself name people.</summary>
    public async Task<(string From, string To, MimeMessage Letter)> NextAsync()
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (taken.TryDequeue(out var one))
                return (one.From, one.To, await MimeMessage.LoadAsync(new MemoryStream(one.Letter), TestContext.Current.CancellationToken));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new Xunit.Sdk.XunitException("No letter came");
    }

    public void Dispose() => Stop();

    private async Task ServeAsync(TcpListener open)
    {
        try
        {
            while (true)
            {
                using var client = await open.AcceptTcpClientAsync();
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        // One byte is one letter, so that what came can be kept as it came.
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync(Refusal is { Command: "", Answer: var none } ? none : "220 mail.museum.test");
        var (from, to) = ("", "");
        while (await reader.ReadLineAsync() is { } command)
        {
            if (Refusal is { } refusal && command.StartsWith(refusal.Command, StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync(refusal.Answer);
                continue;
            }

            switch (command.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "MAIL":
                    from = Address(command);
                    break;
                case "RCPT":
                    to = Address(command);
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 Go on");
                    taken.Enqueue((from, to, await ReadLetterAsync(reader)));
                    OnTaken?.Invoke();
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 Bye");
                    return;
            }

            await writer.WriteLineAsync("250 OK");
        }
    }

    private static async Task<byte[]> ReadLetterAsync(StreamReader reader)
    {
        var letter = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
            letter.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return Encoding.Latin1.GetBytes(letter.ToString());
    }

    private static string Address(string command) => command[(command.IndexOf('<', StringComparison.Ordinal) + 1)..command.IndexOf('>', StringComparison.Ordinal)];
}
