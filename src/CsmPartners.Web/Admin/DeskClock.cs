using System.Globalization;

namespace CsmPartners.Web.Admin;

/// <summary>Staff read and type times on the museum's clock; everything stored is UTC.</summary>
internal static class DeskClock
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Almaty");

    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Zone).DateTime);

    /// <summary>Half a year ahead: what ends by then is spoken of in time.</summary>
    public static DateOnly SoonFrom(TimeProvider clock) => Today(clock).AddMonths(6);

    /// <summary>"7 мая 2014 г., 15:40".</summary>
    public static string ToString(DateTime utc, Language language)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, Zone);
        return $"{PartialDate.Of(DateOnly.FromDateTime(local)).ToString(language)}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }
}
