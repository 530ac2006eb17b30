using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Media;
using CsmPartners.Revisions;
using CsmPartners.Texts;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Entries;

/// <summary>What does not look right in a form, in the person's words. Said after saving; none of it stops anybody.</summary>
public sealed class TextWarnings(SiteDb db)
{
    public async Task<IReadOnlyList<FieldWarning>> ForAsync(EntryForm form, Language language, CancellationToken cancellation)
    {
        var ui = Ui.In(language);
        List<FieldWarning> warnings =
        [
            .. TextChecks.Check(form.Texts()).Concat(Altered(form)).Select(w => new FieldWarning(
                w.Field,
                $"{FieldLabel.Of(w.Field, ui).Words}: {ui.Format($"TextWarning.{w.Rule}", w.Rule == TextWarning.SameText ? [AutonymOf(w.Evidence[0])] : [.. w.Evidence])}")),
        ];
        var used = MediaUse.In(form.Media.Select(m => m.Id).OfType<int>(), form.Body).ToList();
        if (used.Count == 0)
            return warnings;
        var pictures = await db.MediaFiles.AsNoTracking().Where(m => used.Contains(m.Id) && m.Type == MediaType.Picture && !m.IsDecorative)
            .Select(m => new { m.Id, m.Alt }).ToListAsync(cancellation);
        warnings.AddRange(
            from picture in pictures
            let missing = Language.All.Where(l => !picture.Alt.Has(l)).Select(l => l.Autonym).ToList()
            where missing.Count > 0
            select new FieldWarning("Media", ui.Format("Warning.MissingAlt", picture.Id, string.Join(", ", missing))));
        return warnings;
    }

    private static IEnumerable<Warning> Altered(EntryForm form) =>
        from language in Language.All
        where form.Body[language].Length <= Entry.BodyLength
        from altered in AlteredMarkdown.In(form.Body[language])
        select new Warning(Translations.Field(nameof(EntryForm.Body), language), altered.Rule, altered.Evidence);

    private static string AutonymOf(string code) => Language.Find(code)?.Autonym ?? code;
}

/// <param name="Field">As the form names it.</param>
public sealed record FieldWarning(string Field, string Words);
