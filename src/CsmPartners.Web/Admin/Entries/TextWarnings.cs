using CsmPartners.Forms;

namespace CsmPartners.Web.Admin.Entries;

/// <summary>What does not look right in a form, in the person's words. Said after saving; none of it stops anybody.</summary>
public sealed class TextWarnings(SiteDb db)
{
    public async Task<IReadOnlyList<string>> ForAsync(EntryForm form, Language language, CancellationToken cancellation)
    {
        await Task.CompletedTask;
        _ = (db, form, language, cancellation);
        return [];
    }
}
