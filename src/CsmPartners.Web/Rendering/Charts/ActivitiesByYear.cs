using CsmPartners.Entries;

namespace CsmPartners.Web.Rendering.Charts;

/// <summary>
/// Joint activities by year and kind. What lasts counts in every year it touches, and what continues up to this year: the numbers are
/// those that the timeline finds for a year.
/// </summary>
/// <param name="Kinds">Those there are, in the order of the site's navigation.</param>
/// <param name="Counts">By column, then by kind.</param>
/// <param name="Undated">Activities that stand in no column.</param>
public sealed record ActivitiesByYear(YearColumns Years, IReadOnlyList<EntryKind> Kinds, IReadOnlyList<IReadOnlyList<int>> Counts, int Undated)
{
    /// <summary>Null where nothing is dated.</summary>
    public static ActivitiesByYear? Of(IReadOnlyCollection<Activity> activities, int thisYear)
    {
        var dated = activities.Select(a => (a.Kind, Years: a.When.Years(thisYear).ToList())).Where(a => a.Years.Count > 0).ToList();
        if (dated.Count == 0)
            return null;
        var columns = YearColumns.Of(dated.Min(a => a.Years[0]), dated.Max(a => a.Years[^1]));
        var kinds = EntryKinds.Activities.Where(k => dated.Exists(a => a.Kind == k)).ToList();
        var counts = Enumerable.Range(0, columns.Count).Select(_ => new int[kinds.Count]).ToList();
        foreach (var (kind, years) in dated)
        {
            foreach (var column in columns.Touched(years))
                counts[column][kinds.IndexOf(kind)]++;
        }

        return new ActivitiesByYear(columns, kinds, counts, activities.Count - dated.Count);
    }

    /// <summary>The columns of which there is something to tell.</summary>
    public IEnumerable<int> Filled => Enumerable.Range(0, Counts.Count).Where(column => Counts[column].Sum() > 0);
}
