using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsmPartners;

/// <summary>A date known to the day, the month or only the year. Years 1000 to 2999: a museum's activities.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct PartialDate : IComparable<PartialDate>
{
    private static readonly string[] KazakhMonths =
        ["қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"];

    private PartialDate(int year, int? month, int? day) => (Year, Month, Day) = (year, month, day);

    public int Year { get; }
    public int? Month { get; }
    public int? Day { get; }

    public DateOnly First => new(Year, Month ?? 1, Day ?? 1);

    public DateOnly Last => Day is not null ? First
        : Month is { } month ? new DateOnly(Year, month, DateTime.DaysInMonth(Year, month))
        : new DateOnly(Year, 12, 31);

    public static PartialDate Of(DateOnly day) => new(day.Year, day.Month, day.Day);

    /// <exception cref="FormatException">The text is no such date.</exception>
    public static PartialDate Parse(string text) =>
        TryParse(text, out var date) ? date : throw new FormatException("A date is written 2014, 2014-05 or 2014-05-12.");

    /// <summary>Reads "2014", "2014-05" or "2014-05-12".</summary>
    public static bool TryParse(string? text, out PartialDate date)
    {
        date = default;
        var parts = (text ?? "").Trim().Split('-');
        if (parts.Length > 3 || parts[0].Length != 4 || parts.Skip(1).Any(p => p.Length != 2) || !parts.All(p => p.All(char.IsAsciiDigit)))
            return false;
        var numbers = Array.ConvertAll(parts, p => int.Parse(p, CultureInfo.InvariantCulture));
        var year = numbers[0];
        var month = numbers.Length > 1 ? numbers[1] : (int?)null;
        var day = numbers.Length > 2 ? numbers[2] : (int?)null;
        if (year is < 1000 or > 2999 || month is < 1 or > 12 || (day is { } d && (d < 1 || d > DateTime.DaysInMonth(year, month!.Value))))
            return false;
        date = new PartialDate(year, month, day);
        return true;
    }

    public int CompareTo(PartialDate other) => First.CompareTo(other.First) is not 0 and var order ? order : Precision.CompareTo(other.Precision);

    /// <summary>ISO 8601: "2014-05".</summary>
    public override string ToString() => Day is not null ? $"{Year:0000}-{Month:00}-{Day:00}" : Month is not null ? $"{Year:0000}-{Month:00}" : $"{Year:0000}";

    /// <summary>In running text: "2014 ж. 7 мамыр", "7 мая 2014 г.", "7 May 2014".</summary>
    public string ToString(Language language) =>
        Month is null ? $"{Year}"
        : language == Language.Kk ? $"{Year} ж. {DayMonth(language)}"
        : language == Language.Ru ? $"{DayMonth(language)} {Year} г."
        : $"{DayMonth(language)} {Year}";

    /// <summary>As documents say it: "2014 жылғы 7 мамыр", "2014 жыл".</summary>
    public string ToFormalString(Language language) =>
        language == Language.Kk ? (Month is null ? $"{Year} жыл" : $"{Year} жылғы {DayMonth(language)}")
        : language == Language.Ru && Month is null ? $"{Year} год"
        : ToString(language);

    internal int Precision => Day is not null ? 2 : Month is not null ? 1 : 0;

    /// <summary>"7 мая", "мамыр"; empty for a bare year.</summary>
    public string DayMonth(Language language)
    {
        if (Month is not { } month)
            return "";
        // .NET writes Kazakh months with a capital where running text wants none.
        var names = language == Language.Kk ? KazakhMonths
            : Day is null ? language.Culture.DateTimeFormat.MonthNames
            : language.Culture.DateTimeFormat.MonthGenitiveNames;
        return Day is { } day ? $"{day} {names[month - 1]}" : names[month - 1];
    }

    internal sealed class Converter : JsonConverter<PartialDate>
    {
        public override PartialDate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryParse(reader.GetString(), out var date) ? date : throw new JsonException("No such date");

        public override void Write(Utf8JsonWriter writer, PartialDate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
