using System.Globalization;
using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.OpenData.Api;

/// <summary>What is asked of a list. Unlike visitors' lists it passes over nothing: a program that misspells a filter has to hear of it.</summary>
public sealed class ApiQuery
{
    public const int UsualSize = 50;
    public const int MostSize = 200;

    private ApiQuery(Filter filter, int page, int size) => (Filter, Page, Size) = (filter, page, size);

    public Filter Filter { get; }

    /// <summary>From 1.</summary>
    public int Page { get; }

    /// <summary>Of a page, in entries.</summary>
    public int Size { get; }

    /// <param name="problem">What is wrong with it; null where the query could be read.</param>
    public static ApiQuery? Read(IQueryCollection query, ApiList list, PublishedSite site, out Func<Ui, string>? problem)
    {
        var filters = list.Filters(site).ToList();
        var filter = Filter.None;
        problem = null;
        foreach (var (name, values) in query)
        {
            if (name is "page" or "size")
                continue;
            if (!filters.Contains(name))
                problem = ui => filters.Count == 0 ? ui["Problem.NoFilter"] : ui.Format("Problem.Filter", string.Join(", ", filters));
            foreach (var value in values)
                filter = filter.With(name, value ?? "");
        }

        // The name is one of ours; what a stranger typed is not repeated.
        if (problem is null && !list.Knows(site, filter))
            problem = ui => ui.Format("Problem.Value", filter.Values.First(v => !list.Knows(site, Filter.None.With(v.Facet, v.Value))).Facet);
        var page = Number(query, "page", 1, int.MaxValue);
        var size = Number(query, "size", UsualSize, MostSize);
        problem ??= page is null ? ui => ui["Problem.Page"] : size is null ? ui => ui.Format("Problem.Size", MostSize) : null;
        return problem is null ? new ApiQuery(filter, page!.Value, size!.Value) : null;
    }

    public int PagesOf(int total) => Math.Max(1, (total + Size - 1) / Size);

    /// <summary>The way to the other pages, as RFC 8288 has it.</summary>
    public string LinksOf(string address, int total)
    {
        var last = PagesOf(total);
        var links = new List<(string Relation, int Page)> { ("first", 1) };
        if (Page > 1)
            links.Add(("prev", Page - 1));
        if (Page < last)
            links.Add(("next", Page + 1));
        links.Add(("last", last));
        return string.Join(", ", links.Select(l => $"<{address}{Query(l.Page)}>; rel=\"{l.Relation}\""));
    }

    private string Query(int page) => Links.Query(Filter) is var chosen
        ? string.Create(CultureInfo.InvariantCulture, $"{chosen}{(chosen.Length == 0 ? '?' : '&')}page={page}&size={Size}") : "";

    private static int? Number(IQueryCollection query, string name, int usual, int most) =>
        !query.TryGetValue(name, out var values) ? usual
        : values.Count == 1 && int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most ? number
        : null;
}
