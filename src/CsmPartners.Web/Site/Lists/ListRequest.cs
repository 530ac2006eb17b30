using System.Globalization;
using CsmPartners.Published;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.Site.Lists;

/// <summary>Reads a list's address and finds what it asks for.</summary>
public sealed class ListRequest<T> where T : notnull
{
    /// <summary>A title names so many of the choices.</summary>
    private const int MostLabels = 5;

    /// <summary>The rarer choices of a very long facet are reached from the chosen entry's own page.</summary>
    private const int MostOptions = 60;

    /// <summary>Stands for every value that a list does not know: no list has it, and no address can hold it.</summary>
    private const string NoValue = "";

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
        (Filter, var unknown) = Read(query);
        IsKnown = unknown.Count == 0;
        // Beside known values of its facet an unknown one adds nothing; alone it finds nothing.
        Found = find(unknown.Aggregate(Filter, (filter, facet) => filter.With(facet, NoValue)));
        hasNumber = query.TryGetValue("page", out var pages);
        number = hasNumber ? ReadNumber(pages[0]) : 1;
    }

    /// <summary>Without the values that the list does not know.</summary>
    public Filter Filter { get; }

    /// <summary>Of one page of the list.</summary>
    public int Length { get; init; } = ListPage.UsualLength;

    /// <summary>What the list is the answer to; null where nothing was asked.</summary>
    public string? Asked { get; }

    public Matches<T> Found { get; }

    /// <summary>From 1; null where the address names a page that there is not.</summary>
    public int? Number => number <= ListPage.NumberOfPages(Found.Count, Length) ? number : null;

    /// <summary>Whether the address is spelt as our own links spell it.</summary>
    public bool IsSpeltAs(QueryString address) => (address.Value ?? "") == Query;

    /// <summary>The first page has an address without a number.</summary>
    public bool HasNeedlessPage => hasNumber && Number == 1;

    /// <summary>Whether every choice is one that the list knows.</summary>
    public bool IsKnown { get; }

    /// <summary>For the title: the first few choices, and once that there was a value which the list does not know.</summary>
    public IEnumerable<string> ChosenLabels =>
    [
        .. Filter.Values.Take(MostLabels).Select(v => labels.Of(v.Facet, v.Value)),
        .. Filter.Values.Count > MostLabels ? ["…"] : Array.Empty<string>(),
        .. IsKnown ? Array.Empty<string>() : [labels.Unknown],
    ];

    public string Query => query ??= Links.Query(Filter, Number ?? 1, Asked);

    /// <summary>A letter means something in one alphabet only.</summary>
    public string QueryElsewhere => Filter.Has(Facets.Letter) ? Links.Query(Filter.Without(Facets.Letter), asked: Asked) : Query;

    public IReadOnlyList<FacetView> Views => [.. listing.FacetNames.Where(f => f != Facets.Letter).Select(View)];

    public FacetView? Letters => listing.FacetNames.Contains(Facets.Letter) ? View(Facets.Letter) : null;

    public IReadOnlyList<Looser> Looser(string listAddress)
    {
        if (Found.Count > 0)
            return [];
        // Each is as long as all the choices together.
        IEnumerable<Looser> known = Query.Length > ListPage.LongestQuery ? []
            : from value in Filter.Values
              let rest = Filter.Without(value.Facet, value.Value)
              select new Looser(labels.Of(value.Facet, value.Value), listAddress + Links.Query(rest, asked: Asked), find(rest).Count);
        return IsKnown ? [.. known] : [new Looser(labels.Unknown, listAddress + Links.Query(Filter, asked: Asked), find(Filter).Count), .. known];
    }

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

    /// <summary>The values that the list knows, and the facets for which others were named. An empty value is as good as none.</summary>
    private (Filter Known, HashSet<string> Unknown) Read(IQueryCollection query)
    {
        var (known, unknown) = (Filter.None, new HashSet<string>());
        if (query.Count == 0)
            return (known, unknown);
        foreach (var facet in listing.FacetNames)
        {
            if (!query.TryGetValue(facet, out var values))
                continue;
            foreach (var value in values.Where(v => v is { Length: > 0 }))
            {
                if (listing.Knows(facet, value!))
                    known = known.With(facet, value!);
                else
                    unknown.Add(facet);
            }
        }

        return (known, unknown);
    }

    private static int? ReadNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
