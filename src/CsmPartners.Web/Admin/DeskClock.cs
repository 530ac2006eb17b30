using System.Globalization;

namespace CsmPartners.Web.Admin;

/// <summary>Staff read and type times on the museum's clock; everything stored is UTC.</summary>
internal static class DeskClock
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Almaty");

    /// <summary>"7 мая 2014 г., 15:40".</summary>
    public static string ToString(DateTime utc, Language language)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, Zone);
        return $"{PartialDate.Of(DateOnly.FromDateTime(local)).ToString(language)}, {local.ToString("HH:mm", CultureInfo.InvariantCulture)}";
    }
}
