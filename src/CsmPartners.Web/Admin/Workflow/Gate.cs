using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Texts;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Workflow;

/// <summary>What stands between a revision and its visitors. Nothing of it is final: whoever publishes all the same says why.</summary>
/// <param name="IsOwnWork">The publisher wrote part of what would be published.</param>
/// <param name="Missing">Texts that Kazakh or Russian lacks, as the form names them.</param>
public sealed record Gate(bool IsOwnWork, IReadOnlyList<string> Missing)
{
    public bool IsOpen => !IsOwnWork && Missing.Count == 0;

    /// <param name="reason">Why it is published all the same; one that says nothing is none.</param>
    public bool LetsThrough(string reason) => IsOpen || !IdleReason.Is(reason);

    /// <param name="number">Of the revision that would be published.</param>
    public static async Task<Gate> OfAsync(SiteDb db, WorkingCopy copy, int number, EntryForm form, StaffIdentity me, CancellationToken cancellation)
    {
        // Going back behind what is published, the revision itself has to be somebody else's.
        var since = copy.Published switch { null => 0, { } published when published < number => published, { } published when published == number => number, _ => number - 1 };
        var isOwn = await db.Revisions.AnyAsync(r => r.EntryId == copy.EntryId && r.Number > since && r.Number <= number && r.AuthorId == me.Id, cancellation);
        var missing = form.Texts()
            .SelectMany(text => new[] { Language.Kk, Language.Ru }.Where(l => !text.Value.Has(l)).Select(l => Translations.Field(text.Key, l)))
            .ToList();
        return new Gate(isOwn, missing);
    }
}
