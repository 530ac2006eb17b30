using System.Globalization;
using System.Text.Json;
using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Texts;

namespace CsmPartners.Web.Admin.Lists;

/// <summary>How a list is narrowed and sorted, as its address says. Values that no list of ours offers are left out, and named.</summary>
public sealed class EntryFilter
{
    public const int MostLetters = 200;
    public const string Me = "me";
    public const string Others = "others";

    // Each word is a condition of its own, and both databases bound the size of a question.
    private const int MostWords = 10;

    private readonly List<string> ignored = [];

    /// <param name="kind">Of the list; null for the list of every kind, where the address may name one.</param>
    /// <param name="editors">Numbers of those who have changed something.</param>
    public EntryFilter(IQueryCollection query, EntryKind? kind, IReadOnlyCollection<int> editors)
    {
        Kind = kind ?? Read(query, "kind", value => Enum.GetValues<EntryKind>().Where(k => k.DeskList() == value).Select(k => (EntryKind?)k).FirstOrDefault());
        Text = Asked.Line(query["q"].ToString(), MostLetters);
        Standing = Read(query, "state", Find<Standing>);
        Gap = Read(query, "gap", Find<Gap>);
        Country = Read(query, "country", value => value.Length == 2 ? CsmPartners.Country.Find(value)?.Code : null);
        Year = Read<int?>(query, "year", value => Number(value) is >= 1000 and <= 2999 and var year ? year : null);
        Editor = Read(query, "editor", value => value is Me or Others || editors.Any(e => Code(e) == value) ? value : null);
        HasComments = Read(query, "comments", value => value == "open" ? value : null) is not null;
        RunsOut = Read(query, "ends", value => value == "soon" ? value : null) is not null;
        ByTitle = Read(query, "sort", value => value is "title" or "changed" ? value : null) == "title";
        Page = Read<int?>(query, "page", value => Number(value) is > 0 and var page ? page : null) ?? 1;
    }

    public EntryKind? Kind { get; }

    public string Text { get; }

    public Standing? Standing { get; }

    public Gap? Gap { get; }

    public string? Country { get; }

    public int? Year { get; }

    /// <summary>Who changed it last: a person's number, <see cref="Me"/> or <see cref="Others"/>.</summary>
    public string? Editor { get; }

    /// <summary>With comments of others that nobody has settled.</summary>
    public bool HasComments { get; }

    /// <summary>Published agreements that run out within half a year, or did.</summary>
    public bool RunsOut { get; }

    public bool ByTitle { get; }

    /// <summary>From 1.</summary>
    public int Page { get; }

    /// <summary>Values of the address that mean nothing here.</summary>
    public IReadOnlyList<string> Ignored => ignored;

    /// <summary>The folded words that an entry must have, every one of them.</summary>
    public IEnumerable<string> Words => Folding.Fold(Text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords);

    public static string Code<TEnum>(TEnum value) where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Names and values for the address; of a list of one kind without the kind.</summary>
    public IEnumerable<(string Name, string Value)> Values(bool withKind)
    {
        var values = new (string Name, string? Value)[]
        {
            ("q", Text), ("kind", withKind ? Kind?.DeskList() : null), ("state", Standing is { } standing ? Code(standing) : null), ("gap", Gap is { } gap ? Code(gap) : null),
            ("country", Country), ("year", Year is { } year ? Code(year) : null), ("editor", Editor), ("comments", HasComments ? "open" : null),
            ("ends", RunsOut ? "soon" : null), ("sort", ByTitle ? "title" : null),
        };
        return values.Where(v => !string.IsNullOrEmpty(v.Value)).Select(v => (v.Name, v.Value!));
    }

    public IQueryable<WorkingCopy> Narrow(SiteDb db, int me, DateOnly soon)
    {
        var found = db.AtDesk();
        if (Kind is { } kind)
            found = found.Where(w => w.Kind == kind);
        // Nothing has what cannot be seen.
        if (Text.Length > 0 && !Words.Any())
            found = found.Where(_ => false);
        foreach (var word in Words)
            found = found.Where(w => w.SearchText.Contains(word));
        if (Standing is { } standing)
            found = found.Of(standing);
        if (Gap is { } gap)
            found = found.Of(gap);
        if (Country is { } country)
            found = found.Where(w => w.Country == country || db.Participations.Any(p => p.ActivityId == w.EntryId && (p.Partner.Represents ?? p.Partner.Country) == country));
        if (Year is { } year)
            found = found.Where(w => w.FirstYear <= year && (w.LastYear == null || w.LastYear >= year));
        if (Editor is Others)
            found = found.Where(w => w.ChangedById != null && w.ChangedById != me);
        else if (Editor is { } editor && (editor == Me ? me : Number(editor)) is { } person)
            found = found.Where(w => w.ChangedById == person);
        if (HasComments)
            found = found.WithCommentsFor(db, me);
        return RunsOut ? found.RunningOut(soon) : found;
    }

    private T? Read<T>(IQueryCollection query, string name, Func<string, T?> parse)
    {
        var value = query[name].ToString();
        if (value.Length == 0)
            return default;
        var known = parse(value);
        if (known is null)
            ignored.Add($"{name}={Asked.Line(value, 40)}{(value.Length > 40 ? "…" : "")}");
        return known;
    }

    private static TEnum? Find<TEnum>(string code) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Where(v => Code(v) == code).Select(v => (TEnum?)v).FirstOrDefault();

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Code(int number) => number.ToString(CultureInfo.InvariantCulture);
}
