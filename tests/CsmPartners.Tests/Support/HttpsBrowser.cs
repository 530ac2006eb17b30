using System.Net.Http.Headers;

namespace CsmPartners.Tests.Support;

/// <summary>A browser behind a proxy that ends TLS: keeps every cookie as it was set, and all that was ever set for a look at it.</summary>
internal sealed class HttpsBrowser : DelegatingHandler
{
    private readonly Dictionary<string, string> cookies = [];

    private HttpsBrowser() : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
    }

    public List<string> Set { get; } = [];

    public IReadOnlyDictionary<string, string> Cookies => cookies;

    public static (HttpClient Client, HttpsBrowser Browser) On(TestSite site)
    {
        var browser = new HttpsBrowser();
        return (new HttpClient(browser) { BaseAddress = new Uri(site.Origin) }, browser);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add("X-Forwarded-Proto", "https");
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
        var response = await base.SendAsync(request, cancellationToken);
        foreach (var line in Lines(response.Headers))
        {
            Set.Add(line);
            var (name, value) = line.Split(';')[0].Split('=', 2) is [var n, var v] ? (n, v) : (line, "");
            if (value.Length == 0)
                cookies.Remove(name);
            else
                cookies[name] = value;
        }

        return response;
    }

    private static IEnumerable<string> Lines(HttpResponseHeaders headers) => headers.TryGetValues("Set-Cookie", out var lines) ? lines : [];
}
