using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Media;
using CsmPartners.Revisions;
using CsmPartners.Texts;

namespace CsmPartners.Web.Admin.Entries;

/// <summary>The one screen on which every kind of entry is written.</summary>
public sealed partial class EditPage : DeskPage
{
    public required EntryForm Form { get; init; }

    /// <summary>Null for an entry that is not there yet.</summary>
    public int? EntryId { get; init; }

    /// <summary>Number of the revision that the form is on top of.</summary>
    public int Base { get; init; }

    public string Note { get; init; } = "";

    public bool IsMinor { get; init; }

    public IReadOnlySet<string> StillCorrect { get; init; } = new HashSet<string>();

    /// <summary>How many empty rows each list offers.</summary>
    public IReadOnlyDictionary<string, int> MoreRows { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Where someone else's newer text and this one stand against each other, by field.</summary>
    public IReadOnlyDictionary<string, Clash> Clashes { get; init; } = new Dictionary<string, Clash>(StringComparer.Ordinal);

    /// <summary>Whose newer revision that is, and since when.</summary>
    public (string Name, DateTime At)? ClashWith { get; init; }

    /// <summary>How to call what that person wrote.</summary>
    public FieldValues? ClashValues { get; init; }

    /// <summary>What colleagues call the entries that the form names, by number.</summary>
    public IReadOnlyDictionary<int, LocalText> Labels { get; init; } = new Dictionary<int, LocalText>();

    /// <summary>The pictures and documents that the form names, by number.</summary>
    public IReadOnlyDictionary<int, MediaFile> Media { get; init; } = new Dictionary<int, MediaFile>();

    /// <summary>Partners to choose from; empty where there are too many to list.</summary>
    public IReadOnlyList<LocalText> Partners { get; init; } = [];

    /// <summary>Activities to choose from; empty where there are too many to list.</summary>
    public IReadOnlyList<LocalText> Activities { get; init; } = [];

    /// <summary>Texts that have not followed their translations, by field.</summary>
    public IReadOnlyDictionary<string, StaleView> Stale { get; init; } = new Dictionary<string, StaleView>(StringComparer.Ordinal);

    /// <summary>What does not look right; none of it stops anybody.</summary>
    public IReadOnlyList<FieldWarning> Warnings { get; init; } = [];

    /// <summary>A revision that is in review or scheduled, of which what is saved here will not be a part; null where there is none.</summary>
    public string? UnderWay { get; init; }

    /// <summary>Colleagues who have the form open now.</summary>
    public IReadOnlyList<string> OthersHere { get; init; } = [];

    /// <summary>The headings of the form and their words, in its order: nobody should have to walk through all fields to reach the last.</summary>
    public IReadOnlyList<(string Id, string Word)> Parts =>
    [
        ("texts", "Edit.Texts"),
        .. Form switch
        {
            PartnerForm => new[] { ("about", "Edit.About"), ("former", "Field.FormerNames"), ("where", "Edit.Where"), ("elsewhere", "Edit.Elsewhere") },
            PageForm => [("about", "Edit.About")],
            _ => [("when", "Edit.When"), ("with", "Edit.With"), ("about", "Edit.About"), ("where", "Edit.Where"), ("people", "Field.People")],
        },
        ("media", "Edit.Media"), ("address", "Edit.Address"), ("save", "Edit.SaveBar"),
    ];

    public string Action => EntryId is { } id ? DeskLinks.Edit(id) : DeskLinks.New(Form.Kind);

    /// <summary>What was typed, else what the entry of this number is called.</summary>
    public LocalText Label(string typed, int? id) =>
        typed.Length > 0 || id is not { } number ? new(typed, Language) : Labels.GetValueOrDefault(number, new($"№ {number}", Language));

    public int RowsOf(string list, int filled) => filled + 1 + MoreRows.GetValueOrDefault(list);

    /// <summary>A field as the form names it, "People[0].Name.Kk", for the path of a document, which names rows by key.</summary>
    public static string FieldOf(string path, JsonObject tree)
    {
        // What is kept as a number is typed by name, in a field of another name.
        path = path switch
        {
            _ when path.EndsWith(".PartnerId", StringComparison.Ordinal) || path == nameof(ActivityForm.PartOfId) => path[..^2],
            _ when path.StartsWith("Media[", StringComparison.Ordinal) => path[..^2] + nameof(MediaItem.Pick),
            _ => path,
        };
        return Row().Replace(path, row =>
        {
            var rows = tree[row.Groups["list"].Value]?.AsArray();
            var index = rows?.ToList().FindIndex(r => r?[nameof(IKeyed.Key)]?.ToString() == row.Groups["key"].Value) ?? -1;
            return $"{row.Groups["list"].Value}[{index}]";
        });
    }

    [GeneratedRegex(@"^(?<list>\w+)\[(?<key>[0-9a-f]+)\]", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex Row();
}

/// <summary>What has changed in the other languages since a text was last in step with them.</summary>
public sealed record StaleView(int Since, IReadOnlyList<(Language Language, string Old, string New)> Changes);
