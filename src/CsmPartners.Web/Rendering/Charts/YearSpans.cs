using System.Globalization;
using CsmPartners.Entries;

namespace CsmPartners.Web.Rendering.Charts;

/// <summary>Entries as lines from their first year to their last.</summary>
/// <param name="Total">How many lines there would be without a bound.</param>
public sealed record YearSpans(YearScale Scale, IReadOnlyList<YearSpan> Lines, int Total)
{
    /// <summary>Of more, the longest are shown.</summary>
    public const int Most = 30;

    /// <summary>Null where nothing is dated, or all lines would be alike.</summary>
    public static YearSpans? Of(IEnumerable<YearSpan?> spans)
    {
        var all = spans.OfType<YearSpan>().ToList();
        if (all.DistinctBy(s => (s.First, s.Last)).Count() < 2)
            return null;
        var shown = all.OrderByDescending(s => s.Last - s.First).Take(Most).Select(s => s.Entry).ToHashSet();
        var lines = all.Where(s => shown.Contains(s.Entry)).ToList();
        return new YearSpans(new YearScale(lines.Min(s => s.First), lines.Max(s => s.Last)), lines, all.Count);
    }
}

/// <param name="When">As it is written beside the line.</param>
public sealed record YearSpan(Entry Entry, Period When, int First, int Last)
{
    /// <summary>Null where it is not dated.</summary>
    public static YearSpan? Of(Activity activity, int thisYear) =>
        activity.When.SortDate is null ? null : new YearSpan(activity, activity.When, activity.When.Years(thisYear).First(), activity.When.Years(thisYear).Last());

    /// <summary>From the first dated thing done with a partner to the last; null where nothing is dated.</summary>
    public static YearSpan? Of(Partner partner, IEnumerable<Activity> activities, int thisYear)
    {
        var dated = activities.Where(a => a.When.SortDate is not null).ToList();
        if (dated.Count == 0)
            return null;
        var years = dated.SelectMany(a => a.When.Years(thisYear)).ToHashSet();
        var continues = dated.Exists(a => a.When.Continues);
        var when = new Period { Starts = Year(years.Min()), Ends = continues ? null : Year(years.Max()), Continues = continues };
        return new YearSpan(partner, when, years.Min(), years.Max());
    }

    private static PartialDate Year(int year) => PartialDate.Parse(year.ToString("0000", CultureInfo.InvariantCulture));
}
