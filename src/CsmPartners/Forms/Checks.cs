using System.Globalization;

namespace CsmPartners.Forms;

/// <summary>Rules that several fields share.</summary>
internal static class Checks
{
    public static IEnumerable<Problem> Length(string field, LocalizedText text, int most) =>
        Language.All.Where(l => text[l].Length > most).Select(l => TooLong($"{field}.{Name(l)}", text[l], most));

    public static IEnumerable<Problem> Length(string field, string text, int most) => text.Length > most ? [TooLong(field, text, most)] : [];

    public static IEnumerable<Problem> Date(string field, string text) =>
        text.Length == 0 || PartialDate.TryParse(text, out _) ? [] : [new(field, "Form.DateInvalid", text)];

    public static IEnumerable<Problem> Country(string field, string code) =>
        code.Length == 0 || CsmPartners.Country.Find(code) is not null ? [] : [new(field, "Form.CountryUnknown", code)];

    public static IEnumerable<Problem> Degrees(string field, string text, double most, string key) =>
        text.Length == 0 || (Degrees(text) is { } degrees && Math.Abs(degrees) <= most) ? [] : [new(field, key, text)];

    /// <summary>With a decimal point or comma.</summary>
    public static double? Degrees(string text) =>
        double.TryParse(text.Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;

    public static IEnumerable<Problem> OneOf<TEnum>(string field, string value, bool isOptional = false) where TEnum : struct, Enum =>
        (isOptional && value.Length == 0) || Value<TEnum>(value) is not null ? [] : [new(field, "Form.Choose")];

    public static TEnum? Value<TEnum>(string value) where TEnum : struct, Enum =>
        Enum.TryParse<TEnum>(value, out var known) && Enum.IsDefined(known) && !char.IsAsciiDigit(value[0]) ? known : null;

    public static PartialDate? Date(string text) => PartialDate.TryParse(text, out var date) ? date : null;

    public static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string? OrNull(string text) => text.Length == 0 ? null : text;

    public static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

    public static string Name(Language language) => language.Index switch { 0 => nameof(LocalizedText.Kk), 1 => nameof(LocalizedText.Ru), _ => nameof(LocalizedText.En) };

    private static Problem TooLong(string field, string text, int most) => new(field, "Form.TooLong", text.Length, most);
}
