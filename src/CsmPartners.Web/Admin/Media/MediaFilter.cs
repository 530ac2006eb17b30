using System.Globalization;
using CsmPartners.Media;
using CsmPartners.Texts;

namespace CsmPartners.Web.Admin.Media;

/// <summary>What somebody looks for among the media, as it stands in the address.</summary>
public sealed class MediaFilter
{
    /// <summary>Without what no page can show again.</summary>
    public string? Q { get; set => field = value is null ? null : string.Concat(value.Where(c => !char.IsControl(c))); }

    /// <summary>"picture" or "document".</summary>
    public string? Type { get; set; }

    /// <summary>A language whose readers are told nothing of the picture.</summary>
    public string? Missing { get; set; }

    /// <summary>"yes": nothing shows it.</summary>
    public string? Unused { get; set; }

    public string? Page { get; set; }

    public int Number => int.TryParse(Page, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 100_000) : 1;

    public bool Takes(MediaFile file, ILookup<int, int> uses) =>
        Matches(file)
        && (string.IsNullOrEmpty(Type) || string.Equals(Type, file.Type.ToString(), StringComparison.OrdinalIgnoreCase))
        && (Language.Find(Missing) is not { } language || file.LacksAlt(language))
        && (Unused is not "yes" || !uses.Contains(file.Id));

    /// <summary>Every word stands somewhere in the file's texts.</summary>
    public bool Matches(MediaFile file)
    {
        var texts = Folding.Fold(string.Join('\n', Language.All.SelectMany(l => new[] { file.Title[l], file.Alt[l], file.Credit[l] }).Append(file.FileName)));
        return Folding.Fold(Q ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => texts.Contains(word, StringComparison.Ordinal));
    }

    public string Address(int page)
    {
        var query = QueryString.Create(new Dictionary<string, string?> { ["q"] = Q, ["type"] = Type, ["missing"] = Missing, ["unused"] = Unused, ["page"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null }
            .Where(v => !string.IsNullOrEmpty(v.Value)));
        return DeskLinks.Media + query.ToUriComponent();
    }
}
