using AngleSharp.Dom;

namespace CsmPartners.Tests.Support;

/// <summary>Marks on the map and whom they stand for.</summary>
internal static class Marks
{
    /// <summary>A number in the mark, or one partner.</summary>
    public static int Counted(IElement mark) => mark.QuerySelector(".map-number") is { } number ? int.Parse(number.TextContent, null) : 1;

    /// <summary>By its link: the partner itself, its place in the list, or the map of some countries.</summary>
    public static async Task<IReadOnlyList<string>> PartnersBehindAsync(HttpClient visitor, IDocument page, IElement mark)
    {
        var target = mark.GetAttribute("href")!;
        if (target[0] == '#')
            return [.. page.GetElementById(target[1..])!.Hrefs("a").Where(a => a.Contains("/partners/", StringComparison.Ordinal))];
        if (!target.Contains('?', StringComparison.Ordinal))
            return [target];
        using var narrowed = await visitor.GetPageAsync(target);
        return [.. narrowed.Hrefs(".places-city a")];
    }
}
