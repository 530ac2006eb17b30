using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.WebUtilities;

namespace CsmPartners.Web.Site.Display;

/// <summary>How a reader wants the pages to look; kept in a cookie of the reader's own.</summary>
/// <param name="Text">"large", "largest" or null.</param>
/// <param name="Contrast">"high" or null.</param>
/// <param name="Scheme">"light", "dark" or null for the device's own.</param>
public sealed record DisplaySettings(string? Text, string? Contrast, string? Scheme)
{
    public const string Cookie = "csm-display";

    public static IReadOnlyList<string> Texts { get; } = ["large", "largest"];

    public static IReadOnlyList<string> Contrasts { get; } = ["high"];

    public static IReadOnlyList<string> Schemes { get; } = ["light", "dark"];

    public static DisplaySettings None { get; } = new(null, null, null);

    /// <summary>For the style sheet, on the root element. The values are ours, so nothing needs encoding.</summary>
    public HtmlString Attributes => this == None ? HtmlString.Empty : new(
        string.Concat(new[] { ("text", Text), ("contrast", Contrast), ("scheme", Scheme) }
            .Where(a => a.Item2 is not null)
            .Select(a => $" data-{a.Item1}=\"{a.Item2}\"")));

    public static DisplaySettings Of(HttpRequest request)
    {
        if (request.Cookies[Cookie] is not { Length: > 0 and < 200 } cookie)
            return None;
        var values = QueryHelpers.ParseQuery(cookie);
        return From(values.GetValueOrDefault("text"), values.GetValueOrDefault("contrast"), values.GetValueOrDefault("scheme"));
    }

    /// <summary>Takes what it knows and leaves the rest at the default.</summary>
    public static DisplaySettings From(string? text, string? contrast, string? scheme) =>
        new(Known(Texts, text), Known(Contrasts, contrast), Known(Schemes, scheme));

    public override string ToString() => $"text={Text}&contrast={Contrast}&scheme={Scheme}";

    private static string? Known(IReadOnlyList<string> values, string? value) => values.Contains(value) ? value : null;
}
