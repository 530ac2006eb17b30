using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Entries;

/// <summary>Gathers what the form shows beside its fields.</summary>
public sealed class EditScreen(SiteDb db, Picks picks, TextWarnings warnings, TimeProvider clock)
{
    private static readonly TimeSpan Here = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    public Picks Picks => picks;

    public async Task<EditPage> ForAsync(
        EntryForm form, WorkingCopy? copy, EntryPost post, StaffIdentity me, CancellationToken cancellation, Merge? merge = null, (string, DateTime)? clashWith = null)
    {
        var ui = Ui.In(me.Language);
        var kind = form.Kind;
        var title = copy is null ? ui[$"New.{kind}"] : ui.Format("Edit.Title", copy.Title.In(me.Language).Text);
        var rows = post.MoreRows.OfType<string>().Take(50).Concat(post.AddTo is { } list ? [list] : []).CountBy(l => l, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var isActivity = form is ActivityForm;
        var tree = Document.Tree(form);
        return new EditPage
        {
            Title = title,
            EntryName = copy?.Title,
            Lead = ui["Edit.Lead"],
            Section = kind.DeskList(),
            Crumbs = copy is null ? [(ui[$"Desk.{kind}s"], DeskLinks.List(kind))] : [(ui[$"Desk.{kind}s"], DeskLinks.List(kind)), (copy.Title.In(me.Language).Text, DeskLinks.Entry(copy.EntryId))],
            Form = form,
            EntryId = copy?.EntryId,
            Base = post.Base,
            Note = post.Note ?? "",
            IsMinor = post.IsMinor,
            StillCorrect = post.StillCorrect.OfType<string>().ToHashSet(StringComparer.Ordinal),
            MoreRows = rows,
            Clashes = merge?.Clashes.ToDictionary(c => EditPage.FieldOf(c.Path, tree), StringComparer.Ordinal) ?? [],
            ClashWith = clashWith,
            ClashValues = merge is null ? null : await FieldValues.ReadAsync(db, [.. merge.Clashes.Select(c => (c.Path, c.Theirs))], me.Language, cancellation),
            Media = await picks.MediaAsync(form, cancellation),
            Labels = await picks.LabelsAsync(form, me.Language, cancellation),
            Partners = isActivity ? await picks.ListAsync([EntryKind.Partner], me.Language, cancellation) : [],
            Activities = isActivity ? await picks.ListAsync(EntryKinds.Activities, me.Language, cancellation) : [],
            Stale = copy is null ? new Dictionary<string, StaleView>() : await StaleAsync(copy, form, cancellation),
            Warnings = copy is null ? [] : await warnings.ForAsync(form, me.Language, cancellation),
            UnderWay = copy is { Stage: not Stage.Draft, Submitted: { } number } ? ui.Format($"Edit.UnderWay.{copy.Stage}", number) : null,
            OthersHere = copy is null ? [] : await OthersAsync(copy.EntryId, me, cancellation),
        };
    }

    /// <summary>Notes that this person has the form open. Nobody waits long for that where the database is locked.</summary>
    public async Task SeeAsync(int entryId, StaffIdentity me, CancellationToken cancellation)
    {
        var timeout = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(LongestWait);
        try
        {
            await NoteAsync(entryId, me, cancellation);
        }
        finally
        {
            db.Database.SetCommandTimeout(timeout);
        }
    }

    private async Task NoteAsync(int entryId, StaffIdentity me, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var seen = await db.OpenEditors.Where(o => o.EntryId == entryId && o.StaffId == me.Id).ExecuteUpdateAsync(set => set.SetProperty(o => o.SeenAt, now), cancellation);
        if (seen > 0)
            return;
        db.Add(new OpenEditor { EntryId = entryId, StaffId = me.Id, SeenAt = now });
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            // Else another window of the same person was a moment faster.
            if (!await db.OpenEditors.AnyAsync(o => o.EntryId == entryId && o.StaffId == me.Id, cancellation))
                throw;
        }
    }

    public async Task<IReadOnlyList<string>> OthersAsync(int entryId, StaffIdentity me, CancellationToken cancellation)
    {
        var since = clock.GetUtcNow().UtcDateTime - Here;
        return await db.OpenEditors.Where(o => o.EntryId == entryId && o.StaffId != me.Id && o.SeenAt > since)
            .Join(db.Users, o => o.StaffId, s => s.Id, (o, s) => s.Name).Order().ToListAsync(cancellation);
    }

    private async Task<IReadOnlyDictionary<string, StaleView>> StaleAsync(WorkingCopy copy, EntryForm form, CancellationToken cancellation)
    {
        var numbers = copy.StaleTexts.Select(s => s.Since).Distinct().ToList();
        var documents = await db.Revisions.Where(r => r.EntryId == copy.EntryId && numbers.Contains(r.Number)).ToDictionaryAsync(r => r.Number, r => r.Document, cancellation);
        var texts = documents.ToDictionary(d => d.Key, d => Document.Read(copy.Kind, d.Value).Texts());
        var now = form.Texts();
        return copy.StaleTexts.Where(s => texts.ContainsKey(s.Since)).ToDictionary(s => s.Field, s =>
        {
            var (field, own) = (s.Field.Split('.')[0], Language.Find(s.Field.Split('.')[1]));
            var then = texts[s.Since];
            return new StaleView(s.Since, [.. Language.All.Where(l => l != own && then[field][l] != now[field][l]).Select(l => (l, then[field][l], now[field][l]))]);
        }, StringComparer.Ordinal);
    }
}
