using System.Net;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Published;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Interleavings;

/// <summary>One order that was run: what was answered, and what the database holds after it.</summary>
internal sealed class Order(InterleavingSite site, IReadOnlyList<Actor> actors, PublishedSite before)
{
    public InterleavingSite Site => site;

    public IReadOnlyList<Answer?> Answers { get; } = [.. actors.Select(a => a.Answer)];

    public bool Redirected(int actor) => Answers[actor]!.Status is HttpStatusCode.Redirect or HttpStatusCode.SeeOther;

    /// <summary>How many were answered by a redirect, as a form that was taken is.</summary>
    public int Taken => Answers.Count(a => a!.Status is HttpStatusCode.Redirect or HttpStatusCode.SeeOther);

    public async Task<T> ReadAsync<T>(Func<SiteDb, Task<T>> read)
    {
        await using var db = site.Database();
        return await read(db);
    }

    /// <summary>Lines of the record that were written in this order.</summary>
    public Task<List<AuditAction>> LinesAsync() => ReadAsync(db => db.AuditEvents.Where(a => a.Id > site.LastLine).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync(TestContext.Current.CancellationToken));

    /// <summary>What must hold whatever was done.</summary>
    public async Task CheckAsync()
    {
        foreach (var actor in actors)
        {
            Assert.True(actor.Failure is null, $"{actor.Name} failed: {actor.Failure}");
            Assert.True(actor.Answer is null || actor.Answer.Status < HttpStatusCode.InternalServerError, $"{actor.Name} was answered {(int?)actor.Answer?.Status}\n{string.Join('\n', site.Log.Lines)}");
        }

        Assert.DoesNotContain(site.Log.Lines, line => line.Contains("   at ", StringComparison.Ordinal));
        await ReadAsync(async db =>
        {
            await CheckRevisionsAsync(db);
            await CheckPublishedAsync(db);
            return true;
        });
    }

    private static IEnumerable<Entry> Shown(PublishedSite of) => of.Pages.Concat<Entry>(of.Partners).Concat(of.Activities);

    private static async Task CheckRevisionsAsync(SiteDb db)
    {
        var counted = await db.WorkingCopies.Select(w => new { w.EntryId, w.Newest, Revisions = db.Revisions.Count(r => r.EntryId == w.EntryId), w.Published, w.Submitted, w.Stage })
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.All(counted, w =>
        {
            Assert.Equal(w.Newest, w.Revisions);
            Assert.True(w.Published is null || w.Published <= w.Newest);
            Assert.True((w.Stage == Stage.Draft) == w.Submitted is null, $"Entry {w.EntryId} is {w.Stage}, submitted is {w.Submitted}");
        });
    }

    /// <summary>A node that had read the site before sees what the newest published revisions say, and nothing else.</summary>
    private async Task CheckPublishedAsync(SiteDb db)
    {
        var now = await db.ReadPublishedSiteAsync(TimeProvider.System, before, TestContext.Current.CancellationToken);
        var seen = Shown(now).ToDictionary(e => e.Id);
        var copies = await db.WorkingCopies.AsNoTracking().Include(w => w.Entry).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(copies.Where(w => w.Entry.State == EntryState.Published).Select(w => w.EntryId).Order(), seen.Keys.Order());
        Assert.DoesNotContain(copies, w => w.Entry.State == EntryState.Published && w.DeletedAt is not null);
        var known = Shown(before).ToDictionary(e => e.Id);
        var changed = seen.Values.Where(e => !known.TryGetValue(e.Id, out var old) || old.ChangedAt != e.ChangedAt).Select(e => e.Id).ToList();
        if (changed.Count > 0 || known.Keys.Except(seen.Keys).Any())
            Assert.True(now.Version > before.Version, "What visitors see has changed, but not the site's version");
        foreach (var copy in copies.Where(w => changed.Contains(w.EntryId)))
        {
            var document = await db.Revisions.Where(r => r.EntryId == copy.EntryId && r.Number == copy.Published).Select(r => r.Document).SingleAsync(TestContext.Current.CancellationToken);
            var (shown, said) = (EntryForm.Of(seen[copy.EntryId]), Document.Read(copy.Kind, document));
            Assert.Equal(said.Slug, shown.Slug);
            Assert.Equal(said.Texts(), shown.Texts());
        }
    }
}
