using System.Globalization;
using CsmPartners.Published;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.Site.Lists;

/// <summary>Reads a list's address and finds what it asks for.</summary>
public sealed class ListRequest<T> where T : notnull
{
    private const int LongestValue = 100;
    private const int MostValues = 50;

    /// <summary>The rarer choices of a very long facet are reached from the chosen entry's own page.</summary>
    private const int MostOptions = 60;

    private readonly Listing<T> listing;
    private readonly FacetLabels labels;
    private readonly Func<Filter, Matches<T>> find;
    private readonly int? number;
    private readonly bool hasNumber;
    private string? query;

    public ListRequest(Listing<T> listing, FacetLabels labels, IQueryCollection query)
        : this(listing, labels, query, listing.Find, null)
    {
    }

    /// <param name="asked">What the list is the answer to; kept in its addresses.</param>
    public ListRequest(Listing<T> listing, FacetLabels labels, IQueryCollection query, Func<Filter, Matches<T>> find, string? asked)
    {
        (this.listing, this.labels, this.find, Asked) = (listing, labels, find, asked);
        Filter = Read(query);
        IsKnown = listing.Knows(Filter);
        Found = find(Filter);
        hasNumber = query.TryGetValue("page", out var pages);
        number = hasNumber ? ReadNumber(pages[0]) : 1;
    }

    public Filter Filter { get; }

    /// <summary>Of one page of the list.</summary>
    public int Length { get; init; } = ListPage.UsualLength;

    /// <summary>What the list is the answer to; null where nothing was asked.</summary>
    public string? Asked { get; }

    public Matches<T> Found { get; }

    /// <summary>From 1; null where the address names a page that there is not.</summary>
    public int? Number => number <= ListPage.NumberOfPages(Found.Count, Length) ? number : null;

    /// <summary>The first page has an address without a number.</summary>
    public bool HasNeedlessPage => hasNumber && Number == 1;

    /// <summary>Whether every choice is one that the list knows.</summary>
    public bool IsKnown { get; }

    public IEnumerable<string> ChosenLabels => Filter.Values.Select(v => labels.Of(v.Facet, v.Value));

    public string Query => query ??= Links.Query(Filter, Number ?? 1, Asked);

    /// <summary>A letter means something in one alphabet only.</summary>
    public string QueryElsewhere => Filter.Has(Facets.Letter) ? Links.Query(Filter.Without(Facets.Letter), asked: Asked) : Query;

    public IReadOnlyList<FacetView> Views => [.. listing.FacetNames.Where(f => f != Facets.Letter).Select(View)];

    public FacetView? Letters => listing.FacetNames.Contains(Facets.Letter) ? View(Facets.Letter) : null;

    public IReadOnlyList<Looser> Looser(string listAddress) =>
        Found.Count > 0 ? []
        : [
            .. from value in Filter.Values
               let rest = Filter.Without(value.Facet, value.Value)
               select new Looser(labels.Of(value.Facet, value.Value), listAddress + Links.Query(rest, asked: Asked), find(rest).Count),
        ];

    private FacetView View(string facet)
    {
        var options = Found.Facets[facet]
            .Select(c => new FacetOption(c.Value, labels.Of(facet, c.Value), c.Count, Filter.Has(facet, c.Value)))
            .Where(o => o.Count > 0 || o.IsChosen)
            .ToList();
        if (options.Count > MostOptions)
            options = [.. options.OrderByDescending(o => o.IsChosen).ThenByDescending(o => o.Count).Take(MostOptions)];
        return new FacetView(facet, labels.Of(facet), [.. labels.Order(facet, options)]);
    }

    private Filter Read(IQueryCollection query)
    {
        var filter = Filter.None;
        if (query.Count == 0)
            return filter;
        foreach (var facet in listing.FacetNames)
        {
            if (!query.TryGetValue(facet, out var values))
                continue;
            foreach (var value in values.Where(v => v is { Length: > 0 and <= LongestValue }).Take(MostValues))
                filter = filter.With(facet, value!);
        }

        return filter;
    }

    private static int? ReadNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
