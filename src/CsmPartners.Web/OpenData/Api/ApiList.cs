using System.Text.Json;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.OpenData.Tables;

namespace CsmPartners.Web.OpenData.Api;

/// <summary>A list of the API: a table of the open data, narrowed and ordered as visitors' lists are.</summary>
public abstract class ApiList
{
    public static IReadOnlyList<ApiList> All { get; } =
    [
        new ApiList<Partner, Partner>(PartnerTables.Partners, site => site.In(Language.Kk).Partners) { Kind = EntryKind.Partner },
        OfKind(ActivityTables.Projects, EntryKind.Project),
        OfKind(ActivityTables.Exhibitions, EntryKind.Exhibition),
        OfKind(ActivityTables.Trainings, EntryKind.Training),
        OfKind(ActivityTables.Agreements, EntryKind.Agreement),
        OfKind(ActivityTables.Events, EntryKind.Event),
        OfKind(ActivityTables.Publications, EntryKind.Publication),
        new ApiList<Page, Page>(DataTables.Pages, site => new Listing<Page>(site.Pages, [])) { Kind = EntryKind.Page },
        new ApiList<Activity, Activity>(ActivityTables.Activities, site => site.In(Language.Kk).Timeline),
        new ApiList<CountryRecord, CountryRecord>(DataTables.Countries, site => new Listing<CountryRecord>(site.Countries, [])),
    ];

    public static ApiList? Find(string name) => All.FirstOrDefault(l => l.Table.Name == name);

    public abstract Table Table { get; }

    /// <summary>Of its entries, which have an address each; null where the list has none of its own.</summary>
    public EntryKind? Kind { get; init; }

    /// <summary>A letter means something in one alphabet only, so that is no filter here.</summary>
    public abstract IEnumerable<string> Filters(PublishedSite site);

    public abstract bool Knows(PublishedSite site, Filter filter);

    /// <summary>The form of the addresses of single entries; null where they have none in this list.</summary>
    public string? One => Kind is not null ? $"{Table.Name}/{{slug}}" : Table == DataTables.Countries ? $"{Table.Name}/{{code}}" : null;

    public abstract int Count(PublishedSite site, Filter filter);

    public abstract Task WriteAsync(Stream stream, Source source, ApiQuery query, CancellationToken cancellation);

    public abstract Task WriteOneAsync(Stream stream, Source source, object row, CancellationToken cancellation);

    private static ApiList<Activity, T> OfKind<T>(Table<T> table, EntryKind kind) where T : Activity =>
        new(table, site => site.In(Language.Kk).Of(kind)) { Kind = kind };
}

internal sealed class ApiList<TListed, T>(Table<T> table, Func<PublishedSite, Listing<TListed>> listing) : ApiList where TListed : notnull where T : class, TListed
{
    public override Table Table => table;

    public override IEnumerable<string> Filters(PublishedSite site) => listing(site).FacetNames.Where(f => f != Facets.Letter).Order(StringComparer.Ordinal);

    public override bool Knows(PublishedSite site, Filter filter) => listing(site).Knows(filter);

    public override int Count(PublishedSite site, Filter filter) => listing(site).Find(filter).Count;

    public override async Task WriteAsync(Stream stream, Source source, ApiQuery query, CancellationToken cancellation)
    {
        var found = listing(source.Site).Find(query.Filter).Entries;
        await using var json = new Utf8JsonWriter(stream, JsonFile.Options);
        json.WriteStartObject();
        JsonFile.WriteAbout(json, table, source);
        json.WriteNumber("total", found.Count);
        json.WriteNumber("page", query.Page);
        json.WriteNumber("size", query.Size);
        json.WriteNumber("pages", query.PagesOf(found.Count));
        await JsonFile.WriteItemsAsync(json, table, found.Skip((query.Page - 1) * query.Size).Take(query.Size).Cast<T>(), source, cancellation);
        json.WriteEndObject();
    }

    public override async Task WriteOneAsync(Stream stream, Source source, object row, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(stream, JsonFile.Options);
        table.WriteRow(json, (T)row, source);
    }
}
