using System.Globalization;
using System.Text.RegularExpressions;
using CsmPartners.Media;
using CsmPartners.Published;
using CsmPartners.Texts;

namespace CsmPartners.Web.Rendering;

/// <summary>A text as any other program reads it: our references, <c>[[partner:kunstkamera]]</c>, as ordinary links of Markdown with whole addresses.</summary>
internal static partial class PlainMarkdown
{
    public static string Of(PublishedSite site, string markdown, Language language, string origin) =>
        !markdown.Contains("[[", StringComparison.Ordinal) ? markdown
        : OurReference().Replace(markdown, found => Link(site, found, language, origin) ?? found.Value);

    private static string? Link(PublishedSite site, Match found, Language language, string origin)
    {
        var target = found.Groups["target"].Value.Trim();
        var words = found.Groups["words"].Value.Trim() is { Length: > 0 } own ? own : null;
        if (target.StartsWith("media:", StringComparison.Ordinal))
        {
            return int.TryParse(target.AsSpan("media:".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && site.FindMedia(id) is { } media
                ? $"{(media.Type == MediaType.Picture && words is null ? "!" : "")}[{Escape(words ?? media.NameIn(language))}]({origin}{Links.File(media)})"
                : Escape(words ?? "");
        }

        return MarkdownText.Resolve(site, language, target, words) switch
        {
            null => null,
            { Address: { } address } reference => $"[{Escape(reference.Words)}]({origin}{address})",
            { } reference => Escape(reference.Words),
        };
    }

    // Our pages set the words as they stand, whatever they would mean in Markdown.
    private static string Escape(string words) => Special().Replace(words, @"\$0");

    [GeneratedRegex(@"[\\`*_\[\]<&]", RegexOptions.None, Patterns.Patience)]
    private static partial Regex Special();

    [GeneratedRegex(@"\[\[(?<target>[^\[\]|\n]{1,500})(\|(?<words>[^\]\n]{0,500}))?\]\]", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex OurReference();
}
