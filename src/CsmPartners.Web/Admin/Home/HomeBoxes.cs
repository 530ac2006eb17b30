using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Lists;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Home;

/// <summary>Gathers what awaits a person.</summary>
public sealed class HomeBoxes(SiteDb db, TimeProvider clock)
{
    private const int Most = 10;
    private const int MostRecent = 20;

    public async Task<IReadOnlyList<HomeBox>> ForAsync(StaffIdentity me, CancellationToken cancellation)
    {
        var mine = db.AtDesk().Where(w => w.ChangedById == me.Id);
        var review = db.AtDesk().Of(Standing.InReview);
        var publishes = me.Role >= StaffRole.Publisher;
        var boxes = new List<HomeBox>
        {
            await BoxAsync("Drafts", mine.Of(Standing.Draft), Latest, Find(Standing.Draft, ("editor", EntryFilter.Me)), cancellation),
            publishes
                ? await BoxAsync("Review", review, r => r.OrderBy(w => w.SubmittedById == me.Id).ThenBy(w => w.ChangedAt), Find(Standing.InReview), cancellation)
                : await BoxAsync("ReviewMine", review.Where(w => w.SubmittedById == me.Id), Latest, Find(Standing.InReview), cancellation),
            await BoxAsync("Comments", mine.WithCommentsFor(db, me.Id), Latest, DeskLinks.List(null, [("comments", "open"), ("editor", EntryFilter.Me)]), cancellation),
            await BoxAsync("Scheduled", db.AtDesk().Of(Standing.Scheduled), s => s.OrderBy(w => w.PublishAt), Find(Standing.Scheduled), cancellation),
            await BoxAsync("RunsOut", db.AtDesk().RunningOut(DeskClock.SoonFrom(clock)), r => r.OrderBy(w => w.RunsOutOn), DeskLinks.List(EntryKind.Agreement, [("ends", "soon")]), cancellation),
        };
        foreach (var language in Language.All)
            boxes.Add(await BoxAsync("Translate", db.AtDesk().Wanting(language), w => w.OrderBy(c => c.ChangedAt), DeskLinks.Translation(language), cancellation) with { Language = language });
        var others = db.AtDesk().Where(w => w.ChangedById != null && w.ChangedById != me.Id);
        boxes.Add(await BoxAsync("Recent", others, Latest, DeskLinks.List(null, [("editor", EntryFilter.Others)]), cancellation, MostRecent));
        return boxes;
    }

    private static async Task<HomeBox> BoxAsync(
        string name, IQueryable<WorkingCopy> copies, Func<IQueryable<WorkingCopy>, IOrderedQueryable<WorkingCopy>> order, string whole, CancellationToken cancellation, int most = Most)
    {
        var count = await copies.CountAsync(cancellation);
        return new(name, count, count == 0 ? [] : await order(copies).ThenBy(w => w.EntryId).Take(most).ToRowsAsync(cancellation), whole);
    }

    private static IOrderedQueryable<WorkingCopy> Latest(IQueryable<WorkingCopy> copies) => copies.OrderByDescending(w => w.ChangedAt);

    private static string Find(Standing standing, params (string, string)[] more) => DeskLinks.List(null, [("state", EntryFilter.Code(standing)), .. more]);
}
