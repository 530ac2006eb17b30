using Microsoft.AspNetCore.Html;

namespace CsmPartners.Web.Rendering;

/// <summary>Words in the page's language with names among them; a name in another language says which.</summary>
internal static class NamesWithin
{
    /// <param name="element">What a name is put into: "tspan" within a drawing.</param>
    public static IHtmlContent Mark(string words, IEnumerable<LocalText> names, Language page, string element = "span")
    {
        var foreign = names.Where(n => n.Language != page && n.Text.Length > 0).ToList();
        var html = new HtmlContentBuilder();
        var at = 0;
        while (foreign.Count > 0 && Next(words, at, foreign) is ({ } place, var name))
        {
            html.Append(words[at..place]).AppendHtml($"<{element} lang=\"{name.Language.Code}\">").Append(name.Text).AppendHtml($"</{element}>");
            at = place + name.Text.Length;
        }

        return html.Append(words[at..]);
    }

    /// <summary>The first name from a place on; of two that begin there the longer one.</summary>
    private static (int? Place, LocalText Name) Next(string words, int from, IEnumerable<LocalText> names) => names
        .Select(name => (Place: Find(words, name.Text, from), Name: name))
        .Where(found => found.Place is not null)
        .OrderBy(found => found.Place).ThenByDescending(found => found.Name.Text.Length)
        .FirstOrDefault();

    /// <summary>A name of a letter or two is no part of another word.</summary>
    private static int? Find(string words, string name, int from)
    {
        for (var at = words.IndexOf(name, from, StringComparison.Ordinal); at >= 0; at = words.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if (!IsWithinWord(words, at) && !IsWithinWord(words, at + name.Length))
                return at;
        }

        return null;
    }

    private static bool IsWithinWord(string words, int at) =>
        at > 0 && at < words.Length && char.IsLetterOrDigit(words[at - 1]) && char.IsLetterOrDigit(words[at]);
}
