namespace CsmPartners;

/// <summary>A span of time that may be open ("since 2014") or come round every year.</summary>
public sealed record Period
{
    private static readonly string[] KazakhFrom =
        ["қаңтардан", "ақпаннан", "наурыздан", "сәуірден", "мамырдан", "маусымнан", "шілдеден", "тамыздан", "қыркүйектен", "қазаннан", "қарашадан", "желтоқсаннан"];

    private static readonly string[] KazakhTo =
        ["қаңтарға", "ақпанға", "наурызға", "сәуірге", "мамырға", "маусымға", "шілдеге", "тамызға", "қыркүйекке", "қазанға", "қарашаға", "желтоқсанға"];

    public PartialDate? Starts { get; init; }
    public PartialDate? Ends { get; init; }

    /// <summary>Still going on.</summary>
    public bool Continues { get; init; }

    public bool Yearly { get; init; }

    public bool IsEmpty => Starts is null && Ends is null && !Yearly;

    /// <summary>The end does not lie before the start, as far as both are known, and what continues has no end.</summary>
    public bool IsValid =>
        (Starts is not { } starts || Ends is not { } ends || ends.Last >= starts.First) && !(Continues && Ends is not null);

    /// <summary>Where it stands on a timeline; null when undated.</summary>
    public DateOnly? SortDate => (Starts ?? Ends)?.First;

    /// <summary>Every year it touches; what continues reaches to this year.</summary>
    public IEnumerable<int> Years(int thisYear)
    {
        if ((Starts ?? Ends) is not { } first)
            return [];
        var last = Ends?.Year ?? (Continues ? thisYear : first.Year);
        return Enumerable.Range(first.Year, Math.Max(1, last - first.Year + 1));
    }

    /// <summary>In the forms of CLDR's intervals, "2014 ж. 7–30 мамыр"; .NET has no formatter for them. Empty where nothing is known.</summary>
    public string ToString(Language language)
    {
        var span = (Starts, Ends) switch
        {
            ({ } starts, { } ends) when starts == ends => starts.ToString(language),
            ({ } starts, { } ends) => Range(starts, ends, language),
            ({ } starts, null) when Continues || Yearly => Since(starts, language),
            ({ } starts, null) => starts.ToString(language),
            (null, { } ends) => Until(ends, language),
            _ => "",
        };
        if (!Yearly)
            return span;
        var yearly = language == Language.Kk ? "жыл сайын" : language == Language.Ru ? "ежегодно" : "every year";
        return span.Length == 0 ? yearly
            : Ends is not null ? $"{span}, {yearly}"
            : language == Language.Kk ? $"{span} {yearly}"
            : $"{yearly} {span}";
    }

    private static string Range(PartialDate starts, PartialDate ends, Language language)
    {
        if (starts.Year == ends.Year && starts.Month is not null && ends.Month is not null)
        {
            var days = starts.Month == ends.Month && starts.Day is { } first && ends.Day is not null
                ? $"{first}{Dash(language, tight: true)}{ends.DayMonth(language)}"
                : $"{starts.DayMonth(language)} – {ends.DayMonth(language)}";
            return language == Language.Kk ? $"{starts.Year} ж. {days}"
                : language == Language.Ru ? $"{days} {starts.Year} г."
                : $"{days} {starts.Year}";
        }

        var bare = starts.Month is null && ends.Month is null;
        return $"{starts.ToString(language)}{Dash(language, tight: bare)}{ends.ToString(language)}";
    }

    // English sets the dash between spaces throughout.
    private static string Dash(Language language, bool tight) => tight && language != Language.En ? "–" : " – ";

    private static string Since(PartialDate date, Language language) =>
        language == Language.Kk ? $"{Declined(date, "жылдан", KazakhFrom)} бастап"
        : language == Language.Ru ? $"с {RussianGenitive(date)}"
        : $"since {date.ToString(language)}";

    private static string Until(PartialDate date, Language language) =>
        language == Language.Kk ? $"{Declined(date, "жылға", KazakhTo)} дейін"
        : language == Language.Ru ? $"до {RussianGenitive(date)}"
        : $"until {date.ToString(language)}";

    private static string Declined(PartialDate date, string year, string[] months) =>
        date.Month is not { } month ? $"{date.Year} {year}"
        : date.Day is { } day ? $"{date.Year} ж. {day} {months[month - 1]}"
        : $"{date.Year} ж. {months[month - 1]}";

    private static string RussianGenitive(PartialDate date) =>
        date.Month is not { } month ? $"{date.Year} года"
        : date.Day is not null ? date.ToString(Language.Ru)
        : $"{Language.Ru.Culture.DateTimeFormat.MonthGenitiveNames[month - 1]} {date.Year} г.";
}
