using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Interleavings;

/// <summary>A request as a person's browser would send it, to be sent again in every order.</summary>
internal sealed record Request(Uri Address, string? Form, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Fills a form of the page and keeps what would be sent.</summary>
    public static async Task<Request> PostAsync(
        DeskClient person, IHtmlDocument page, string form, IEnumerable<(string Name, string? Value)>? changes = null, string? button = null)
    {
        using var kept = new Keeper();
        using var browser = new HttpClient(kept) { BaseAddress = person.BaseAddress };
        using var _ = await browser.PostFormAsync(page, form, changes, button);
        return new Request(kept.Address!, kept.Form, HeadersOf(person, kept.Address!));
    }

    /// <summary>Opens the page and fills its form.</summary>
    public static async Task<Request> PostAsync(DeskClient person, string address, string form, params (string Name, string? Value)[] changes)
    {
        using var page = await person.GetPageAsync(address);
        return await PostAsync(person, page, form, changes);
    }

    /// <summary>A form that was open before things changed.</summary>
    public static Request Post(DeskClient person, string address, IEnumerable<(string Name, string Value)> fields)
    {
        var uri = new Uri(person.BaseAddress!, address);
        return new Request(uri, string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}")), HeadersOf(person, uri));
    }

    public static Request Get(DeskClient person, string address)
    {
        var uri = new Uri(person.BaseAddress!, address);
        return new Request(uri, null, HeadersOf(person, uri));
    }

    /// <summary>With which the session's cookie begins.</summary>
    public const string SessionCookie = "csm-desk=";

    /// <summary>The session's cookie; null where nobody is signed in.</summary>
    public string? Session => Headers.Where(h => h.Key == "Cookie").SelectMany(h => h.Value.Split("; ")).FirstOrDefault(c => c.StartsWith(SessionCookie, StringComparison.Ordinal));

    /// <summary>The same with the cookies that have taken the place of others.</summary>
    public Request WithSessions(Dictionary<string, string>? renewed) => Session is { } own && renewed?.GetValueOrDefault(own) is { } now
        ? this with { Headers = [.. Headers.Select(h => KeyValuePair.Create(h.Key, h.Key == "Cookie" ? h.Value.Replace(own, now, StringComparison.Ordinal) : h.Value))] }
        : this;

    /// <summary>The same with other words in its form.</summary>
    public Request With(string old, string words) => this with { Form = Form!.Replace(old, words, StringComparison.Ordinal) };

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Form is null ? HttpMethod.Get : HttpMethod.Post, Address);
        if (Form is not null)
            message.Content = new StringContent(Form, Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        foreach (var (name, value) in Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    private static IReadOnlyList<KeyValuePair<string, string>> HeadersOf(DeskClient person, Uri address) =>
    [
        .. person.DefaultRequestHeaders.Select(h => KeyValuePair.Create(h.Key, string.Join(", ", h.Value))),
        KeyValuePair.Create("Cookie", person.Cookies.GetCookieHeader(address)),
    ];

    private sealed class Keeper : HttpMessageHandler
    {
        public Uri? Address { get; private set; }

        public string? Form { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.IsType<FormUrlEncodedContent>(request.Content);
            (Address, Form) = (request.RequestUri, await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage();
        }
    }
}
