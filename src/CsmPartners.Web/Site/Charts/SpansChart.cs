using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Rendering.Charts;

namespace CsmPartners.Web.Site.Charts;

/// <summary>Lines from the first year to the last.</summary>
/// <param name="Id">Of the heading.</param>
/// <param name="Each">What a line stands for: the heading of its column.</param>
/// <param name="Notes">What has to be said about it.</param>
public sealed record SpansChart(SitePage Page, string Id, string Title, string Each, YearSpans Spans, IReadOnlyList<string> Notes) : Part(Page)
{
    /// <summary>How long each partnership has lasted, the earliest first; null where there is nothing to compare.</summary>
    public static SpansChart? Of(SitePage page, PublishedSite site)
    {
        var partners = site.In(page.Language).Partners.Entries;
        var spans = YearSpans.Of(partners.Select(p => YearSpan.Of(p, site.ActivitiesOf(p), site.ThisYear)).OrderBy(s => s?.First).ThenBy(s => s?.Last));
        return spans is null ? null : new SpansChart(
            page,
            "chart-partnerships",
            page.Ui["Chart.Partnerships.Title"],
            page.Ui["EntryKind.Partner"],
            spans,
            [page.Ui.Format("Chart.Partnerships.Note", page.Ui.Count("Count.Partners", partners.Count - spans.Total)), .. NotesOf(page, spans)]);
    }

    /// <summary>A partner's own years; null where there is nothing to compare.</summary>
    public static SpansChart? Of(SitePage page, IReadOnlyList<Activity> activities)
    {
        var spans = YearSpans.Of(activities.Select(a => YearSpan.Of(a, page.Site!.ThisYear)));
        return spans is null ? null : new SpansChart(
            page,
            "chart-years",
            page.Ui["Chart.Own.Title"],
            page.Ui["Chart.Activity"],
            spans,
            [.. NotesOf(page, spans), .. activities.Count == spans.Total ? [] : new[] { page.Ui.Format("Chart.Undated", page.Ui.Count("Count.Activities", activities.Count - spans.Total)) }]);
    }

    private static IEnumerable<string> NotesOf(SitePage page, YearSpans spans)
    {
        if (spans.Lines.Any(l => l.When.Continues))
            yield return page.Ui["Chart.Arrow"];
        if (spans.Total > spans.Lines.Count)
            yield return page.Ui.Format("Chart.Longest", spans.Lines.Count, spans.Total);
    }
}
