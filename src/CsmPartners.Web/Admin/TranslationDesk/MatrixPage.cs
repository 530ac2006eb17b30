using CsmPartners.Entries;
using CsmPartners.Revisions;

namespace CsmPartners.Web.Admin.TranslationDesk;

/// <summary>Kinds by languages.</summary>
public sealed class MatrixPage : DeskPage
{
    public required IReadOnlyList<MatrixRow> Rows { get; init; }

    public MatrixRow Total => new(null, [.. Language.All.Select(l => Rows.Select(r => r[l]).Aggregate(new MatrixCell(0, 0, 0, 0), (sum, cell) => sum + cell))]);
}

/// <param name="Kind">Null for all kinds together.</param>
/// <param name="Cells">In the order of the languages.</param>
public sealed record MatrixRow(EntryKind? Kind, IReadOnlyList<MatrixCell> Cells)
{
    public MatrixCell this[Language language] => Cells[language.Index];
}

/// <param name="Done">Entries of which this language has every text that another has, none of them stale.</param>
/// <param name="Missing">Entries with a text that this language lacks.</param>
/// <param name="Stale">Entries with a text that is older in this language than in another.</param>
public readonly record struct MatrixCell(int All, int Done, int Missing, int Stale)
{
    public static MatrixCell operator +(MatrixCell one, MatrixCell other) =>
        new(one.All + other.All, one.Done + other.Done, one.Missing + other.Missing, one.Stale + other.Stale);
}

/// <summary>What there is to do in one language.</summary>
public sealed class WorkPage : DeskPage
{
    public required Language Into { get; init; }

    public required int Count { get; init; }

    public required IReadOnlyList<WorkRow> Rows { get; init; }

    public required Pager Pager { get; init; }
}

/// <param name="Missing">Names of the texts to write.</param>
/// <param name="Stale">Names of the texts to bring up to date.</param>
public sealed record WorkRow(WorkingCopy Copy, IReadOnlyList<string> Missing, IReadOnlyList<string> Stale)
{
    public static WorkRow Of(WorkingCopy copy, IReadOnlyDictionary<string, LocalizedText> texts, Language language)
    {
        var stale = copy.StaleTexts.Select(s => s.Field).ToHashSet(StringComparer.Ordinal);
        return new(
            copy,
            [.. texts.Where(t => string.IsNullOrWhiteSpace(t.Value[language]) && Language.All.Any(l => !string.IsNullOrWhiteSpace(t.Value[l]))).Select(t => t.Key)],
            [.. texts.Keys.Where(name => stale.Contains(Translations.Field(name, language)))]);
    }
}
