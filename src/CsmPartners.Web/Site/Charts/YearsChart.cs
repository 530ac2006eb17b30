using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Rendering.Charts;
using CsmPartners.Web.Site.Lists;

namespace CsmPartners.Web.Site.Charts;

/// <summary>Activities by year, as columns and as a table.</summary>
/// <param name="AddressOf">Where those of one year are listed.</param>
public sealed record YearsChart(SitePage Page, ActivitiesByYear Table, Func<int, string> AddressOf) : Part(Page)
{
    public StackedColumns Drawing { get; } = StackedColumns.Of(Table.Counts, Enumerable.Range(0, Table.Years.Count).All(Table.Years.IsLabelled));

    /// <summary>Of all that a list found; null where it shows one year, or not its beginning.</summary>
    public static YearsChart? Of(ListPage<Activity> list) =>
        list.Number == 1 && !list.Filter.Has(Facets.Year) && ActivitiesByYear.Of(list.Found.Entries, list.Site!.ThisYear) is { Years.Count: > 1 } table
            ? new YearsChart(list, table, year => list.AddressOf(list.Filter.With(Facets.Year, $"{year}")))
            : null;

    /// <summary>Each kind has one look wherever it is drawn.</summary>
    public int LookOf(int series) => (int)Table.Kinds[series] - (int)EntryKind.Project;
}
