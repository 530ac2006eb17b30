using System.Globalization;
using System.Text;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.Site.Calendars;

/// <summary>Dated activities, past and to come, as all-day events in iCalendar.</summary>
internal sealed class Calendar(PublishedSite site, Language language, string origin)
{
    private readonly Links links = new(language);

    /// <summary>As the calendar is called where it is offered.</summary>
    public static string NameIn(PublishedSite site, Language language) => Ui.In(language).Format("Calendar.Title", site.Museum.SiteTitle.In(language).Text);

    public async Task WriteAsync(Stream body)
    {
        await WriteAsync(body, Head());
        foreach (var activity in site.Activities.Reverse())
        {
            if (Days.Of(activity.When) is { } days)
                await WriteAsync(body, EventOf(activity, days));
        }

        await WriteAsync(body, new CalendarLines().Add("END", "VCALENDAR"));
    }

    private CalendarLines Head()
    {
        var name = NameIn(site, language);
        return new CalendarLines()
            .Add("BEGIN", "VCALENDAR")
            .Add("VERSION", "2.0")
            .Add("PRODID", $"-//{Host}//CSM Partners//{language.Code.ToUpperInvariant()}")
            .Add("CALSCALE", "GREGORIAN")
            .AddText("NAME", name)
            // By its older name; some programs know no other, and no parameters of it.
            .AddText("X-WR-CALNAME", name)
            .Add("URL", origin + links.Timeline)
            .Add("SOURCE;VALUE=URI", origin + links.Calendar)
            .Add("REFRESH-INTERVAL;VALUE=DURATION", "PT12H");
    }

    private CalendarLines EventOf(Activity activity, Days days)
    {
        var address = origin + links.Entry(activity);
        var lines = new CalendarLines()
            .Add("BEGIN", "VEVENT")
            .Add("UID", string.Create(CultureInfo.InvariantCulture, $"{activity.Id}@{Host}"))
            // Without a METHOD both say when the record was changed last (RFC 5545, 3.8.7.2).
            .AddTime("DTSTAMP", activity.ChangedAt)
            .AddTime("LAST-MODIFIED", activity.ChangedAt)
            .AddDay("DTSTART", days.First)
            .AddDay("DTEND", days.Last.AddDays(1))
            .AddText("SUMMARY", activity.Title.In(language))
            .AddText("DESCRIPTION", new LocalText($"{activity.When.ToString(language)}\n{activity.Summary.In(language).Text}\n{address}", language))
            .AddText("CATEGORIES", new LocalText(Ui.In(language).Of(activity.Kind), language))
            .Add("URL", address)
            .Add("TRANSP", "TRANSPARENT")
            .AddText("LOCATION", new LocalText(string.Join("; ", Places(activity)), language));
        if (PointOf(activity) is { } point)
            lines.Add("GEO", string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:0.######};{point.Longitude:0.######}"));
        return lines.Add("END", "VEVENT");
    }

    private string Host => new Uri(origin).IdnHost;

    private IEnumerable<string> Places(Activity activity) =>
        activity.IsAtHome() ? [Place(site.Museum.Name, null, site.Museum.City, site.Museum.Country)]
        : activity.Venues.Select(v => Place(v.Partner?.Title, v.Name, v.CityThere, v.CountryThere)).Where(place => place.Length > 0);

    private string Place(LocalizedText? house, LocalizedText? name, LocalizedText city, string? country) =>
        string.Join(", ", new[] { house, name, city, Country.Find(country ?? "")?.Name }.Select(part => part?.In(language).Text ?? "").Where(part => part.Length > 0).Distinct(StringComparer.Ordinal));

    // Of several places none is the one.
    private (double Latitude, double Longitude)? PointOf(Activity activity) =>
        activity.IsAtHome() ? (site.Museum.Latitude, site.Museum.Longitude)
        : activity.KnownVenues().ToList() is [{ Partner: { Latitude: { } latitude, Longitude: { } longitude } }] ? (latitude, longitude)
        : null;

    private static Task WriteAsync(Stream body, CalendarLines lines) => body.WriteAsync(Encoding.UTF8.GetBytes(lines.ToString())).AsTask();
}
