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
    private readonly Dictionary<int, string> entries;
    private readonly Dictionary<int, string> media;

    private FieldValues(Language language, Dictionary<int, string> entries, Dictionary<int, string> media) =>
        (this.language, this.entries, this.media) = (language, entries, media);

    /// <summary>Looks up the names of whatever these fields refer to.</summary>
    /// <param name="fields">Path, as a document or a form writes it, and value.</param>
    public static async Task<FieldValues> ReadAsync(SiteDb db, IReadOnlyCollection<(string Path, string Value)> fields, Language language, CancellationToken cancellation)
    {
        var (ofEntries, ofMedia) = (Numbers(path => LastOf(path) is "PartnerId" or "PartOfId"), Numbers(IsMedia));
        return new(
            language,
            ofEntries.Count == 0 ? [] : await db.WorkingCopies.AsNoTracking().Where(w => ofEntries.Contains(w.EntryId))
                .Select(w => new { w.EntryId, w.Title }).ToDictionaryAsync(w => w.EntryId, w => w.Title.In(language).Text, cancellation),
            ofMedia.Count == 0 ? [] : await db.MediaFiles.AsNoTracking().Where(m => ofMedia.Contains(m.Id))
                .Select(m => new { m.Id, m.Title }).ToDictionaryAsync(m => m.Id, m => m.Title.In(language).Text, cancellation));

        List<int> Numbers(Func<string, bool> isMeant) => [.. fields.Where(f => isMeant(f.Path)).Select(f => Number(f.Value)).OfType<int>().Distinct()];
    }

    public string Of(string path, string value)
    {
        var last = LastOf(path);
        return last switch
        {
            "PartnerId" or "PartOfId" => Named(value, entries),
            "Id" when IsMedia(path) => Named(value, media),
            "Starts" or "Ends" or "From" or "Until" or "SignedOn" => PartialDate.TryParse(value, out var date) ? date.ToString(language) : value,
            "Country" or "Countries" or "Represents" => Each(code => Country.Find(code)?.Name.In(language).Text ?? code),
            _ when Lists.TryGetValue(last, out var list) => Each(one => Word($"{list}.{one}") ?? one),
            _ => Word(value switch { "true" => "Value.Yes", "false" => "Value.No", _ => "" }) ?? value,
        };

        string Each(Func<string, string> name) => string.Join('\n', value.Split('\n').Select(name));
    }

    private string? Word(string key) => Ui.In(language) is var ui && ui.Has(key) ? ui[key] : null;

    private static string Named(string value, Dictionary<int, string> names) =>
        value.Length == 0 ? "" : Number(value) is { } number && names.TryGetValue(number, out var name) ? $"{name} (№ {number})" : $"№ {value}";

    private static int? Number(string value) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool IsMedia(string path) => path.StartsWith("Media[", StringComparison.Ordinal);

    private static string LastOf(string path) => path[(path.LastIndexOf('.') + 1)..];
}
