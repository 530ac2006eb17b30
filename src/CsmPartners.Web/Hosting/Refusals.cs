using System.IO.Pipelines;
using System.Net;
using System.Text;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// A request line that is no HTTP, such as an address with a NUL, is refused by the server before any of our code runs, with
/// nothing but a status; so are headers without end, and requests that do not come to one. Here that bare refusal gets a page. Which language the visitor reads is not known then: it says it in all three.
/// </summary>
internal static class Refusals
{
    public static void UseRefusalPages(this Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen)
    {
        var isHttps = listen.ApplicationServices.GetRequiredService<PublicOrigin>().IsHttps;
        var body = Encoding.UTF8.GetBytes(Page());
        var head = Encoding.ASCII.GetBytes(
            string.Concat(Headers.Always.Select(h => $"{h.Name}: {h.Value}\r\n"))
            + (isHttps ? $"Strict-Transport-Security: {Headers.StrictTransport}\r\n" : "")
            + $"Cache-Control: no-store\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n");
        byte[] answer = [.. head, .. body];
        listen.Use(next => connection =>
        {
            connection.Transport = new Pipes(connection.Transport.Input, new RefusalWriter(connection.Transport.Output, answer));
            return next(connection);
        });
    }

    /// <param name="origin">Before the addresses on it, where it is read under another host than ours.</param>
    public static string Page(string origin = "") =>
        $"""
        <!DOCTYPE html>
        <html lang="kk">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>{Encode(Ui.In(Language.Kk)["Error.400"])}</title>
        <link rel="stylesheet" href="{origin}/css/site.css">
        </head>
        <body><main>{string.Concat(Language.All.Select(language => Section(language, origin)))}</main></body>
        </html>

        """;

    private static string Section(Language language, string origin) =>
        $"""
        <section lang="{language}" class="page-head"><h1>{Encode(Ui.In(language)["Error.400"])}</h1><p>{Encode(Ui.In(language)["Error.400.Advice"])}</p><p><a href="{origin}/{language}">{Encode(Ui.In(language)["Nav.Home"])}</a></p></section>
        """;

    private static string Encode(string words) => WebUtility.HtmlEncode(words);

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>Passes everything on but the server's own empty refusals, which it fills.</summary>
    /// <param name="answer">All that follows the status: headers and page.</param>
    private sealed class RefusalWriter(PipeWriter inner, byte[] answer) : PipeWriter
    {
        // As the server writes them: not understood, too slow, too large, an address or headers without end, a version that is none.
        private static readonly string[] Codes = ["400", "408", "413", "414", "431", "505"];

        private Memory<byte> memory;

        public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => memory = inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes)
        {
            var written = memory.Span[..bytes];
            if (IsBareRefusal(written) && written.IndexOf("\r\n"u8) + 2 is var line && line + answer.Length <= memory.Length)
            {
                answer.CopyTo(memory.Span[line..]);
                bytes = line + answer.Length;
            }

            // The server may go on in the same memory.
            memory = memory[bytes..];
            inner.Advance(bytes);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        private static bool IsBareRefusal(ReadOnlySpan<byte> written) =>
            written.StartsWith("HTTP/1.1 "u8) && written.Length > 12 && written[9] is (byte)'4' or (byte)'5' && Codes.Contains(Encoding.ASCII.GetString(written[9..12]))
            && written.IndexOf("Content-Length: 0\r\n"u8) > 0 && written.IndexOf("Connection: close\r\n"u8) > 0;
    }
}
