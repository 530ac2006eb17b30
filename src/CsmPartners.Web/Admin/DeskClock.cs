using System.Globalization;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.Admin;

/// <summary>Staff read and type times on the museum's clock; everything stored is UTC.</summary>
internal static class DeskClock
{
    public static TimeZoneInfo Zone => MuseumClock.Zone;

    public static DateOnly Today(TimeProvider clock) => MuseumClock.Today(clock);

    /// <summary>Half a year ahead: what ends by then is spoken of in time.</summary>
    public static DateOnly SoonFrom(TimeProvider clock) => Today(clock).AddMonths(6);

    /// <summary>The moment of a time that was typed. One that the clocks skipped, as at midnight on 1 April 1981, is read as if they had not.</summary>
    public static DateTime Utc(DateTime local) => new DateTimeOffset(local, Zone.GetUtcOffset(local)).UtcDateTime;

    /// <summary>"7 мая 2014 г., 15:40".</summary>
    public static string ToString(DateTime utc, Language language)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, Zone);
        return $"{PartialDate.Of(DateOnly.FromDateTime(local)).ToString(language)}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }
}
