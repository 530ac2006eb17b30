using System.Globalization;
using System.Text.Json;
using CsCheck;
using CsmPartners.Staff;
using CsmPartners.Web.Admin;
using CsmPartners.Web.Admin.Audit;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>Dates as forms, filters and files bring them.</summary>
public sealed class DateInputTests
{
    private static readonly Gen<string> Dates = Gen.Frequency(
        (4, Gen.Select(Gen.Date[new DateTime(900, 1, 1), new DateTime(3100, 12, 31)], Gen.OneOf(4, 7, 10)).Select((day, length) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)[..length])),
        (2, Gen.Select(Gen.Int[0, 3200], Gen.Int[0, 14], Gen.Int[0, 33]).Select((year, month, day) => $"{year:0000}-{month:00}-{day:00}")),
        // Midnights and hours that Almaty's clocks skipped among them.
        (1, Gen.Select(Gen.Int[1979, 2026], Gen.OneOf("03-25", "03-26", "03-27", "03-31", "04-01"), (year, day) => $"{year}-{day}")),
        (1, Gen.OneOf("2014", "2014-5", "٢٠١٤", "２０１４-05", "-2014", "2014-05-07T12:00", "12.05.2014", "2014–05", "+014", " 2014 ", "2014-05-07Z")));

    [Fact]
    public void A_text_is_a_date_to_us_where_it_is_one_to_the_platform_and_reads_back_the_same()
    {
        var dates = 0;
        Hostile.Among(Dates).Obey(text =>
        {
            var isDate = DateOnly.TryParseExact(text.Trim(), ["yyyy", "yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1000 and < 3000;
            Assert.Equal(isDate, PartialDate.TryParse(text, out var date));
            if (!isDate)
                return;
            Interlocked.Increment(ref dates);
            Assert.Equal((text.Trim(), day), (date.ToString(), date.First));
            Assert.Equal(date, PartialDate.Parse(date.ToString()));
            Assert.Equal(date, JsonSerializer.Deserialize<PartialDate>(JsonSerializer.Serialize(date)));
            Assert.All(Language.All, language => Assert.Contains(date.Year.ToString(CultureInfo.InvariantCulture), date.ToString(language), StringComparison.Ordinal));
        });
        Assert.InRange(dates, Fuzz.Cases / 20, Fuzz.Cases / 10 * 9);
    }

    [Fact]
    public void Days_typed_to_the_record_of_who_did_what_choose_or_are_passed_over() => Gen.Select(Hostile.Among(Dates), Hostile.Among(Dates)).Obey(typed =>
    {
        var filter = new AuditFilter { Since = typed.Item1, Until = typed.Item2, Who = typed.Item1, Entry = typed.Item2, Action = typed.Item1 };
        Assert.Empty(filter.Apply(Array.Empty<AuditEvent>().AsQueryable()));
        Assert.True(Uri.IsWellFormedUriString(filter.Address(2), UriKind.Relative), filter.Address(2));
    });

    [Fact]
    public void Every_time_on_the_museums_clock_is_a_moment_one_that_the_clocks_skipped_too() =>
        Gen.Select(Dates.Where(d => d.Length == 10 && DateOnly.TryParse(d, CultureInfo.InvariantCulture, out var day) && day.Year is > 1900 and < 3000), Gen.Int[0, 24 * 60 - 1]).Obey(typed =>
        {
            var local = DateTime.Parse(typed.Item1, CultureInfo.InvariantCulture).AddMinutes(typed.Item2);
            var utc = DeskClock.Utc(local);
            Assert.Equal(DateTimeKind.Utc, utc.Kind);
            if (!DeskClock.Zone.IsInvalidTime(local))
                Assert.Equal(TimeZoneInfo.ConvertTimeToUtc(local, DeskClock.Zone), utc);
        });
}
