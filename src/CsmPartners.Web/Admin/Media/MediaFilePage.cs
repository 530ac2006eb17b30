using CsmPartners.Entries;
using CsmPartners.Media;

namespace CsmPartners.Web.Admin.Media;

public sealed class MediaFilePage : DeskPage
{
    public required MediaFile File { get; init; }

    public required MediaForm Form { get; init; }

    /// <summary>Entries that show it, published or at the desk.</summary>
    public required IReadOnlyList<Entry> Users { get; init; }
}

/// <summary>One text in three languages, side by side.</summary>
/// <param name="Name">Of the form's property.</param>
public sealed record TextsPart(string Name, string Label, TextForm Text)
{
    public IEnumerable<TextField> Fields =>
    [
        new($"{Name}.{nameof(Text.Kk)}", Language.Kk.Autonym, Text.Kk) { Language = Language.Kk, Rows = 2 },
        new($"{Name}.{nameof(Text.Ru)}", Language.Ru.Autonym, Text.Ru) { Language = Language.Ru, Rows = 2 },
        new($"{Name}.{nameof(Text.En)}", Language.En.Autonym, Text.En) { Language = Language.En, Rows = 2 },
    ];
}
