using System.Globalization;
using CsmPartners.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Entries;

/// <summary>How people call what stands in the fields of a document: numbers of entries, codes and values of lists by their names.</summary>
public sealed class FieldValues
{
    private static readonly Dictionary<string, string> Lists = new(StringComparer.Ordinal)
    {
        ["Role"] = "Role",
        ["Institution"] = "Institution",
        ["Cooperation"] = "Cooperation",
        ["Type"] = "ProjectType",
        ["Direction"] = "Direction",
        ["Languages"] = "Language",
    };

    private readonly Language language;
    private readonly Dictionary<int, LocalText> entries;
    private readonly Dictionary<int, LocalText> media;

    private FieldValues(Language language, Dictionary<int, LocalText> entries, Dictionary<int, LocalText> media) =>
        (this.language, this.entries, this.media) = (language, entries, media);

    /// <summary>Looks up the names of whatever these fields refer to.</summary>
    /// <param name="fields">Path, as a document or a form writes it, and value.</param>
    public static async Task<FieldValues> ReadAsync(SiteDb db, IReadOnlyCollection<(string Path, string Value)> fields, Language language, CancellationToken cancellation)
    {
        var (ofEntries, ofMedia) = (Numbers(path => LastOf(path) is "PartnerId" or "PartOfId"), Numbers(IsMedia));
        return new(
            language,
            ofEntries.Count == 0 ? [] : await db.WorkingCopies.AsNoTracking().Where(w => ofEntries.Contains(w.EntryId))
                .Select(w => new { w.EntryId, w.Title }).ToDictionaryAsync(w => w.EntryId, w => w.Title.In(language), cancellation),
            ofMedia.Count == 0 ? [] : await db.MediaFiles.AsNoTracking().Where(m => ofMedia.Contains(m.Id))
                .Select(m => new { m.Id, m.Title }).ToDictionaryAsync(m => m.Id, m => m.Title.In(language), cancellation));

        List<int> Numbers(Func<string, bool> isMeant) => [.. fields.Where(f => isMeant(f.Path)).Select(f => Number(f.Value)).OfType<int>().Distinct()];
    }

    /// <summary>A text or a name in the language that it is in.</summary>
    public LocalText Of(string path, string value) => LastOf(path) switch
    {
        "PartnerId" or "PartOfId" => Named(value, entries),
        "Id" when IsMedia(path) => Named(value, media),
        var last => new(Say(last, value), Language.Find(last) ?? language),
    };

    private string Say(string last, string value) => last switch
    {
        "Starts" or "Ends" or "From" or "Until" or "SignedOn" => PartialDate.TryParse(value, out var date) ? date.ToString(language) : value,
        "Country" or "Countries" or "Represents" => Each(value, code => Country.Find(code)?.Name.In(language).Text ?? code),
        _ when Lists.TryGetValue(last, out var list) => Each(value, one => Word($"{list}.{one}") ?? one),
        _ => Word(value switch { "true" => "Value.Yes", "false" => "Value.No", _ => "" }) ?? value,
    };

    private static string Each(string values, Func<string, string> name) => string.Join('\n', values.Split('\n').Select(name));

    private string? Word(string key) => Ui.In(language) is var ui && ui.Has(key) ? ui[key] : null;

    private LocalText Named(string value, Dictionary<int, LocalText> names) =>
        value.Length > 0 && Number(value) is { } number && names.TryGetValue(number, out var name) ? new($"{name.Text} (№ {number})", name.Language)
        : new(value.Length == 0 ? "" : $"№ {value}", language);

    private static int? Number(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsMedia(string path) => path.StartsWith("Media[", StringComparison.Ordinal);

    private static string LastOf(string path) => path[(path.LastIndexOf('.') + 1)..];
}
