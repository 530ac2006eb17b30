using CsmPartners.Visitors;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Letters;

/// <summary>What lists say of a letter.</summary>
/// <param name="Beginning">Of its text, in one line.</param>
/// <param name="About">Number and title of the entry that it is about.</param>
public sealed record LetterRow(int Id, LetterKind Kind, LetterState State, Language Language, string Beginning, string Name, DateTime At, (int Id, LocalizedText Title)? About);

internal static class LetterRows
{
    /// <summary>Neither spam nor held: what lists show where nothing else is asked for.</summary>
    public static IQueryable<Letter> InTheList(this IQueryable<Letter> letters) => letters.Where(l => l.State != LetterState.Rubbish && l.State != LetterState.Held);

    /// <summary>What waits comes first, then the latest.</summary>
    public static IOrderedQueryable<Letter> InOrder(this IQueryable<Letter> letters) =>
        letters.OrderBy(l => l.State == LetterState.New ? 0 : l.State == LetterState.InHand ? 1 : 2).ThenByDescending(l => l.At).ThenByDescending(l => l.Id);

    public static async Task<IReadOnlyList<LetterRow>> ToRowsAsync(this IQueryable<Letter> letters, SiteDb db, CancellationToken cancellation)
    {
        var found = await letters.AsNoTracking().ToListAsync(cancellation);
        var ids = found.Select(l => l.EntryId).OfType<int>().Distinct().ToList();
        var titles = await db.WorkingCopies.Where(w => ids.Contains(w.EntryId)).Select(w => new { w.EntryId, w.Title }).ToDictionaryAsync(w => w.EntryId, w => w.Title, cancellation);
        return
        [
            .. found.Select(l => new LetterRow(
                l.Id,
                l.Kind,
                l.State,
                Language.Find(l.Language) ?? Language.Kk,
                Beginning.Of(l.Text),
                l.Name,
                l.At,
                l.EntryId is { } entry ? (entry, titles.GetValueOrDefault(entry) ?? new LocalizedText()) : null)),
        ];
    }
}
