using System.Text;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Tests.Support;
using Ical.Net.CalendarComponents;

namespace CsmPartners.Tests.Site;

/// <summary>The calendar as calendar programs read it.</summary>
public sealed class CalendarTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Theory]
    [InlineData("2031-05-07", "2031-05-30", "2031-05-07", "2031-05-31")]
    [InlineData("2031-05-07", "2031-05-07", "2031-05-07", "2031-05-08")]
    [InlineData("2031-05-07", "", "2031-05-07", "2031-05-08")]
    [InlineData("", "2031-05-07", "2031-05-07", "2031-05-08")]
    [InlineData("2031-05", "", "2031-05-01", "2031-06-01")]
    [InlineData("2031-05", "2031-06", "2031-05-01", "2031-07-01")]
    [InlineData("2031-11-30", "2032-02", "2031-11-30", "2032-03-01")]
    [InlineData("2031-05-07", "2033", "2031-05-07", "2031-05-08")]
    [InlineData("2032-02", "2032", "2032-02-01", "2032-03-01")]
    public async Task Days_and_months_that_are_known_stand_as_whole_days(string starts, string ends, string first, string after)
    {
        var shown = await PublishedAsync(starts, ends);
        Assert.True(shown!.IsAllDay);
        Assert.Equal((PartialDate.Parse(first).First, PartialDate.Parse(after).First), (shown.Start!.Date, shown.End!.Date));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("2031", "")]
    [InlineData("2031", "2032")]
    [InlineData("2031", "2031-05-07")]
    public async Task What_is_known_to_the_year_only_is_left_out(string starts, string ends) => Assert.Null(await PublishedAsync(starts, ends));

    [Fact]
    public async Task An_event_says_what_where_and_since_when_it_is_known_and_keeps_its_identity()
    {
        var partner = EntriesOfTests.Partner("House; of, many\\names");
        (partner.Latitude, partner.Longitude, partner.City) = ("48.8496", "2.3061", new("Париж", "Париж", "Paris"));
        var house = await site.PublishedAsync(partner);
        var form = EntriesOfTests.Exhibition("Көрме; «ұзақ» атауы, " + new string('ә', 100), house);
        (form.Starts, form.Venues) = ("2031-05-07", [new VenueItem { Key = "v", PartnerId = house }]);
        var id = await site.PublishedAsync(form);
        var shown = await FindAsync(id);
        Assert.Equal(form.Title.Kk, shown!.Summary);
        Assert.Equal("House; of, many\\names, Paris, France", shown.Location);
        Assert.Equal((48.8496, 2.3061), (shown.GeographicLocation!.Latitude, shown.GeographicLocation.Longitude));
        Assert.StartsWith($"{site.Origin}/en/exhibitions/", shown.Url!.ToString(), StringComparison.Ordinal);
        Assert.Contains("7 May 2031", shown.Description, StringComparison.Ordinal);
        await using (var db = site.Database())
            Assert.Equal((await db.Entries.FindAsync([id], TestContext.Current.CancellationToken))!.ChangedAt, shown.LastModified!.AsUtc, TimeSpan.FromSeconds(1));
        Assert.Equal(shown.LastModified, shown.DtStamp);

        var again = await FindAsync(id);
        Assert.Equal((shown.Uid, shown.DtStamp), (again!.Uid, again.DtStamp));
        await site.ChangeAsync<ExhibitionForm>(id, null, f => f.Title = new("Жаңа", "Новое", "New"));
        await site.PublishNewestAsync(id);
        var changed = await FindAsync(id);
        Assert.Equal((shown.Uid, "New"), (changed!.Uid, changed.Summary));
    }

    [Fact]
    public async Task What_the_museum_hosts_takes_place_in_the_museum()
    {
        var partner = await site.PublishedAsync(EntriesOfTests.Partner("Guest"));
        var form = EntriesOfTests.Exhibition("Hosted", partner, "Organiser");
        (form.Starts, form.Direction) = ("2031-05-07", "Hosted");
        var shown = await FindAsync(await site.PublishedAsync(form));
        Assert.Equal("Central State Museum of the Republic of Kazakhstan, Almaty, Kazakhstan", shown!.Location);
        Assert.Equal(43.2363, shown.GeographicLocation!.Latitude);
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Every_line_is_short_and_whole(string language)
    {
        await PublishedAsync("2031-05-07", "");
        using var visitor = site.Visitor();
        var bytes = await visitor.GetByteArrayAsync(new Uri($"/{language}/calendar.ics", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("\r\n"u8.ToArray(), bytes[^2..]);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        foreach (var line in Lines(bytes))
        {
            Assert.InRange(line.Length, 1, 75);
            Assert.DoesNotContain((byte)'\r', line);
            Assert.DoesNotContain((byte)'\n', line);
            strict.GetString(line);
        }

        var calendar = Ical.Net.Calendar.Load(strict.GetString(bytes))!;
        Assert.Equal("2.0", calendar.Version);
        Assert.NotEmpty(calendar.Events);
        Assert.Equal(calendar.Events.Count, calendar.Events.Select(e => e.Uid).Distinct().Count());
        Assert.Equal(calendar.Events.OrderBy(e => e.Start!.Value).Select(e => e.Uid), calendar.Events.Select(e => e.Uid));
        Assert.All(calendar.Events, e => Assert.StartsWith($"{site.Origin}/{language}/", e.Url!.ToString(), StringComparison.Ordinal));
    }

    private static IEnumerable<byte[]> Lines(byte[] bytes)
    {
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes.AsSpan(start).IndexOf("\r\n"u8);
            yield return bytes[start..(start + length)];
            start += length + 2;
        }
    }

    private async Task<CalendarEvent?> PublishedAsync(string starts, string ends)
    {
        var partner = await site.PublishedAsync(EntriesOfTests.Partner($"p{Guid.NewGuid():N}"));
        var form = EntriesOfTests.Exhibition($"e{Guid.NewGuid():N}", partner);
        (form.Starts, form.Ends) = (starts, ends);
        return await FindAsync(await site.PublishedAsync(form));
    }

    private async Task<CalendarEvent?> FindAsync(int id)
    {
        using var visitor = site.Visitor();
        var calendar = Ical.Net.Calendar.Load(await visitor.GetStringAsync(new Uri("/en/calendar.ics", UriKind.Relative), TestContext.Current.CancellationToken))!;
        return calendar.Events.SingleOrDefault(e => e.Uid!.StartsWith($"{id}@", StringComparison.Ordinal));
    }
}
