using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CsmPartners.Tests.Support;

/// <summary>What HTML asks of a page beyond its syntax, which the strict parser checks: what may stand in what, and what refers to what.</summary>
internal static class Conformance
{
    private const string Interactive = "a[href], button, input:not([type=hidden]), select, textarea, label, summary, details, iframe, [tabindex]";
    private const string Labelled = "button, input:not([type=hidden]), meter, output, progress, select, textarea";
    private const string Blocks =
        "address, article, aside, blockquote, details, dialog, div, dl, fieldset, figcaption, figure, footer, form, h1, h2, h3, h4, h5, h6, header, hr, main, nav, ol, p, pre, section, table, ul";

    /// <summary>What these elements must not hold, however deep.</summary>
    private static readonly Dictionary<string, string> Forbidden = new[]
    {
        (Blocks, new[] { "abbr", "b", "bdi", "button", "cite", "code", "data", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "ins", "label", "mark", "output", "p", "picture", "pre", "q", "small", "span", "strong", "sub", "sup", "time" }),
        (Interactive, ["a", "button"]), ("label", ["label"]), ("form", ["form"]), ("h1, h2, h3, h4, h5, h6, header, footer, section, article, nav, aside", ["th", "address"]),
        ("header, footer, main", ["header", "footer"]), ("main", ["article", "aside", "nav", "section"]), ("table", ["caption"]), ("blockquote, details, div, fieldset, form, ol, p, section, table, ul", ["summary", "legend"]),
    }.SelectMany(rule => rule.Item2.Select(name => (Name: name, Inner: rule.Item1))).GroupBy(r => r.Name, r => r.Inner).ToDictionary(g => g.Key, g => string.Join(", ", g));

    /// <summary>What may stand directly in these elements, scripts and templates aside.</summary>
    private static readonly Dictionary<string, string[]> Children = new()
    {
        ["ul"] = ["li"], ["ol"] = ["li"], ["dl"] = ["dt", "dd", "div"], ["select"] = ["option", "optgroup"], ["datalist"] = ["option"], ["picture"] = ["source", "img"],
        ["table"] = ["caption", "colgroup", "thead", "tbody", "tfoot"], ["thead"] = ["tr"], ["tbody"] = ["tr"], ["tfoot"] = ["tr"], ["tr"] = ["th", "td"],
    };

    /// <summary>Elements that mean nothing, and so take no name.</summary>
    private static readonly string[] Nameless = ["abbr", "b", "code", "dd", "del", "div", "dt", "em", "i", "ins", "mark", "p", "pre", "q", "small", "span", "strong", "sub", "sup", "time"];

    private static readonly string[] Languages = [.. Language.All.Select(l => l.Code)];

    public static IEnumerable<string> FaultsOf(IDocument page) =>
    [
        .. Frame(page), .. Captions(page), .. Pictures(page), .. Identifiers(page), .. References(page), .. Contents(page), .. Tables(page), .. Controls(page), .. Names(page), .. Headings(page),
        .. page.QuerySelectorAll("template").OfType<IHtmlTemplateElement>().SelectMany(t => t.Content.QuerySelectorAll("*")).SelectMany(Content),
    ];

    private static IEnumerable<string> Frame(IDocument page)
    {
        if (page.QuerySelectorAll("title").Count(t => t.Closest("svg") is null) != 1 || page.Title!.Trim().Length == 0)
            yield return "not one title";
        if (page.QuerySelectorAll("main").Length != 1)
            yield return "not one main";
        if (!Languages.Contains(page.DocumentElement.GetAttribute("lang")))
            yield return "no language";
    }

    private static IEnumerable<string> Captions(IDocument page) =>
        from caption in page.QuerySelectorAll("figcaption")
        let figure = caption.ParentElement!
        let children = figure.Children
        where figure.LocalName != "figure" || children.Count(c => c.LocalName == "figcaption") > 1 || (children[0] != caption && children[^1] != caption)
        select $"figcaption is neither the first nor the last in a figure: {Shown(caption)}";

    private static IEnumerable<string> Pictures(IDocument page) =>
        from picture in page.QuerySelectorAll("img, source")
        where picture.LocalName == "img" ? string.IsNullOrWhiteSpace(picture.GetAttribute("src")) || !picture.HasAttribute("alt") : string.IsNullOrWhiteSpace(picture.GetAttribute("srcset"))
        select $"a picture without its file or alt: {Shown(picture)}";

    private static IEnumerable<string> Identifiers(IDocument page) =>
        from same in page.QuerySelectorAll("[id]").GroupBy(e => e.Id, StringComparer.Ordinal)
        where same.Count() > 1 || string.IsNullOrEmpty(same.Key) || same.Key.Any(char.IsWhiteSpace)
        select $"id '{same.Key}' stands {same.Count()} times";

    private static IEnumerable<string> References(IDocument page)
    {
        foreach (var label in page.QuerySelectorAll("label").Where(l => !Leads(l)))
            yield return $"label for no control: {Shown(label)}";
        foreach (var name in new[] { "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-errormessage", "headers", "list", "form", "popovertarget" })
        {
            foreach (var element in page.QuerySelectorAll($"[{name}]").Where(e => e.GetAttribute(name)!.Split(' ', StringSplitOptions.RemoveEmptyEntries) is var ids && (ids.Length == 0 || ids.Any(id => page.GetElementById(id) is null))))
                yield return $"{name} refers to nothing: {Shown(element)}";
        }

        foreach (var link in page.QuerySelectorAll("a[href^='#']").Where(a => a.GetAttribute("href") is { Length: > 1 } href && page.GetElementById(Uri.UnescapeDataString(href[1..])) is null))
            yield return $"a link leads nowhere: {Shown(link)}";
        foreach (var element in page.QuerySelectorAll("[href], [src], [action], [formaction]"))
        {
            foreach (var name in new[] { "href", "src", "action", "formaction" }.Where(n => element.GetAttribute(n) is { } address && (address.Length == 0 || address.Any(c => c is ' ' or '\t' or '\n' or '\\' or '<' or '"'))))
                yield return $"{name} is no address: {Shown(element)}";
        }

        bool Leads(IElement label) => label.GetAttribute("for") is { } target
            ? page.GetElementById(target)?.Matches(Labelled) == true && (label.QuerySelector(Labelled) is not { } held || held.Id == target)
            : label.QuerySelector(Labelled) is not null;
    }

    private static IEnumerable<string> Contents(IDocument page) => page.Body!.QuerySelectorAll("*").SelectMany(Content);

    private static IEnumerable<string> Content(IElement element)
    {
        var name = element.NamespaceUri == NamespaceNames.SvgUri ? "" : element.LocalName;
        if (Forbidden.TryGetValue(name, out var inner) && element.QuerySelector(inner) is { } wrong && wrong.NamespaceUri != NamespaceNames.SvgUri)
            yield return $"{wrong.LocalName} in {name}: {Shown(element)}";
        if (name == "label" && element.QuerySelectorAll(Labelled).Length > 1)
            yield return $"label of several controls: {Shown(element)}";
        if (Children.TryGetValue(name, out var allowed) && element.Children.FirstOrDefault(c => !allowed.Contains(c.LocalName) && c.LocalName is not ("script" or "template")) is { } stranger)
            yield return $"{stranger.LocalName} in {name}: {Shown(element)}";
        if (name is "ul" or "ol" or "dl" or "select" or "datalist" or "tr" && element.ChildNodes.OfType<IText>().Any(t => t.Data.Trim().Length > 0))
            yield return $"words directly in {name}: {Shown(element)}";
        if (name == "li" && element.ParentElement?.LocalName is not ("ul" or "ol"))
            yield return $"li outside a list: {Shown(element)}";
        if (name is "dt" or "dd" && element.ParentElement is not { LocalName: "dl" } and not { LocalName: "div", ParentElement.LocalName: "dl" })
            yield return $"{name} outside a dl: {Shown(element)}";
        if (name == "dl" && element.Children.Length > 0 && (element.Children[0].LocalName == "dd" || element.Children[^1].LocalName == "dt" || element.Children.DistinctBy(c => c.LocalName == "div").Count() > 1))
            yield return $"dl with a name without a value, or a value without a name: {Shown(element)}";
        if (name == "details" && (element.FirstElementChild?.LocalName != "summary" || element.Children.Count(c => c.LocalName == "summary") > 1))
            yield return $"details without one summary first: {Shown(element)}";
        if (name == "summary" && element.ParentElement?.LocalName != "details")
            yield return $"summary outside details: {Shown(element)}";
        if (name == "legend" && (element.ParentElement?.LocalName != "fieldset" || element.PreviousElementSibling is not null))
            yield return $"legend is not the first in a fieldset: {Shown(element)}";
        if (element.GetAttribute("lang") is { Length: > 0 } lang && !Regex.IsMatch(lang, "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
            yield return $"'{lang}' is no language: {Shown(element)}";
    }

    private static IEnumerable<string> Tables(IDocument page) =>
        from table in page.QuerySelectorAll("table").OfType<IHtmlTableElement>()
        let widths = table.Rows.Select(r => r.Cells.Sum(c => c.ColumnSpan)).Distinct().ToList()
        where widths.Count > 1 && table.QuerySelector("[rowspan]") is null
        select $"rows of {string.Join(" and ", widths)} cells: {Shown(table)}";

    private static IEnumerable<string> Controls(IDocument page)
    {
        foreach (var control in page.QuerySelectorAll("input:not([type=hidden], [type=submit], [hidden]), select, textarea").Where(c => c.Closest("label") is null && !c.HasAttribute("aria-label") && !c.HasAttribute("aria-labelledby") && (string.IsNullOrEmpty(c.Id) || page.QuerySelector($"label[for='{c.Id}']") is null)))
            yield return $"a control without a label: {Shown(control)}";
        foreach (var option in page.QuerySelectorAll("option").Where(o => o.TextContent.Trim().Length == 0 && !o.HasAttribute("label") && (o.Closest("datalist") is null || !o.HasAttribute("value"))))
            yield return $"an option without words: {Shown(option)}";
        foreach (var choice in page.QuerySelectorAll("select[required]:not([multiple])").Where(s => s.QuerySelector("option")?.GetAttribute("value") != ""))
            yield return $"a choice without an empty option first: {Shown(choice)}";
        foreach (var link in page.QuerySelectorAll("a[href], button").Where(a => a.TextContent.Trim().Length == 0 && !a.HasAttribute("aria-label") && !a.HasAttribute("aria-labelledby") && a.QuerySelector("img[alt]:not([alt='']), [role=img][aria-label]") is null))
            yield return $"nothing to call it by: {Shown(link)}";
    }

    private static IEnumerable<string> Names(IDocument page) =>
        from element in page.Body!.QuerySelectorAll("[aria-label], [aria-labelledby]")
        where (Nameless.Contains(element.LocalName) && !element.HasAttribute("role")) || (element.HasAttribute("aria-label") && string.IsNullOrWhiteSpace(element.GetAttribute("aria-label")))
        select $"a name for what takes none, or an empty one: {Shown(element)}";

    private static IEnumerable<string> Headings(IDocument page)
    {
        var levels = page.QuerySelectorAll("h1, h2, h3, h4, h5, h6").Select(h => (Level: h.LocalName[1] - '0', Words: h.TextContent.Trim())).ToList();
        if (levels.Count(h => h.Level == 1) != 1)
            yield return $"{levels.Count(h => h.Level == 1)} h1";
        foreach (var empty in levels.Where(h => h.Words.Length == 0))
            yield return $"empty h{empty.Level}";
        foreach (var (before, after) in levels.Zip(levels.Skip(1)).Where(pair => pair.Second.Level > pair.First.Level + 1))
            yield return $"h{after.Level} '{after.Words}' follows h{before.Level} '{before.Words}'";
    }

    private static string Shown(IElement element) => element.OuterHtml.Length <= 200 ? element.OuterHtml : element.OuterHtml[..200] + "…";
}
