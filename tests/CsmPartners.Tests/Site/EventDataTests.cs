using System.Text.Json;
using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Site.StructuredData;

namespace CsmPartners.Tests.Site;

/// <summary>What took place is an event to search engines where its time and its place are known, and is not called one where they are not.</summary>
public sealed class EventDataTests
{
    private const string Origin = "https://museum.test";

    private static readonly Partner House = new() { Id = 7, Slug = "house", Title = new("Үй", "Дом", "House"), City = new("Париж", "Париж", "Paris"), Country = "FR", Latitude = 48.1, Longitude = 2.2 };

    private static readonly Dictionary<string, (Activity Activity, string Starts, string? Ends, string Place)> Known = new()
    {
        ["a month at a venue"] = (new Event { Period = From("2027-03"), Venues = [At("Louvre", "FR")] }, "2027-03", null, "Louvre"),
        ["a year in a partner's house"] = (new Training { Period = From("2014"), Venues = [new Venue { PartnerId = 7, Partner = House }] }, "2014", null, "House"),
        ["from one day to another in a city"] = (new Exhibition { Period = From("2014-05-07", "2014-06"), Venues = [new Venue { City = new("Париж", "Париж", "Paris") }] }, "2014-05-07", "2014-06", "Paris"),
        ["in a country"] = (new Exhibition { Period = From("2014"), Venues = [new Venue { Country = "FR" }] }, "2014", null, "France"),
        ["hosted by the museum"] = (new Exhibition { Period = From("2014"), Direction = Direction.Hosted }, "2014", null, "Central Museum"),
        ["hosted by the museum, with days in a row without a place"] = (new Exhibition { Direction = Direction.Hosted, Venues = [When("2014-05", "2014-06")] }, "2014-05", "2014-06", "Central Museum"),
        ["hosted by a partner"] = (With(new Event { Period = From("2014") }, Role.Host), "2014", null, "House"),
        ["days of its venues"] = (new Exhibition { Venues = [At("A", "FR", "2014-09", "2014-10"), At("B", "FR", "2014-05-07", "2014")] }, "2014-05-07", "2014", "A"),
        ["days of its venues, not all of which end"] = (new Exhibition { Venues = [At("A", "FR", "2014-09", "2014-10"), At("B", "FR", "2014-05-07")] }, "2014-05-07", null, "A"),
        ["going on"] = (new Exhibition { Period = new() { Starts = PartialDate.Parse("2020"), Continues = true }, Venues = [At("A", "FR")] }, "2020", null, "A"),
    };

    private static readonly Dictionary<string, Activity> Unknown = new()
    {
        ["nothing"] = new Exhibition(),
        ["no place"] = new Event { Period = From("2014") },
        ["no time"] = new Event { Venues = [At("Louvre", "FR")] },
        ["an end only"] = new Event { Period = new() { Ends = PartialDate.Parse("2014") }, Venues = [At("Louvre", "FR")] },
        ["yearly"] = new Event { Period = new() { Yearly = true }, Venues = [At("Louvre", "FR")] },
        ["days of one venue of two"] = new Exhibition { Venues = [At("A", "FR", "2014-09"), At("B", "FR")] },
        ["an organiser's house is not where it was"] = With(new Event { Period = From("2014") }, Role.Organiser),
        ["sent away, nobody knows where to"] = new Exhibition { Period = From("2014"), Direction = Direction.Abroad },
        ["countries that took part are not where it was"] = new Event { Period = From("2014"), Countries = ["FR"] },
    };

    public static TheoryData<string> KnownCases => [.. Known.Keys];

    public static TheoryData<string> UnknownCases => [.. Unknown.Keys];

    [Theory]
    [MemberData(nameof(KnownCases))]
    public void What_has_a_time_and_a_place_is_an_event(string known)
    {
        var (activity, starts, ends, place) = Known[known];
        var thing = Read(activity);
        Assert.EndsWith("Event", SchemaOrg.TypesOf(thing)[0], StringComparison.Ordinal);
        Assert.Equal(starts, thing.GetProperty("startDate").GetString());
        Assert.Equal(ends, thing.TryGetProperty("endDate", out var end) ? end.GetString() : null);
        Assert.Equal(place, SchemaOrg.Values(thing.GetProperty("location")).First().GetProperty("name").GetString());
    }

    [Theory]
    [MemberData(nameof(UnknownCases))]
    public void What_lacks_one_of_them_is_a_work_with_what_is_known(string lacking)
    {
        var activity = Unknown[lacking];
        var thing = Read(activity);
        Assert.Equal(["CreativeWork"], SchemaOrg.TypesOf(thing));
        Assert.Equal(activity.Period.Starts?.ToString() ?? (activity.Period.Ends is { } ends ? $"../{ends}" : null), thing.TryGetProperty("temporalCoverage", out var coverage) ? coverage.GetString() : null);
        Assert.Equal(activity.Venues.Count > 0, thing.TryGetProperty("spatialCoverage", out _));
    }

    [Fact]
    public void A_part_of_an_event_names_it_with_its_time_and_place_and_no_event_of_what_is_none()
    {
        var whole = new Event { Id = 3, Slug = "whole", Title = new("Апта", "Неделя", "Week"), Period = From("2014"), Venues = [At("Louvre", "FR")] };
        Assert.Equal("2014", Read(new Event { Period = From("2014-05"), Venues = [At("A", "FR")], PartOf = whole }).GetProperty("superEvent").GetProperty("startDate").GetString());
        whole.Venues.Clear();
        Assert.False(Read(new Event { Period = From("2014-05"), Venues = [At("A", "FR")], PartOf = whole }).TryGetProperty("superEvent", out _));
    }

    [Fact]
    public async Task In_the_museum_s_record()
    {
        await using var seed = new SeedSite();
        var events = seed.Site.Activities.Where(a => a is Exhibition or Training or Event).ToList();
        var things = events.Select(a => (Activity: a, Thing: Read(a, seed.Site))).ToList();
        Assert.All(things, t => Assert.Equal(t.Activity.Period.Starts is not null && (t.Activity.KnownVenues().Any() || t.Activity.IsAtHome() || PublishedSite.PartnersOf(t.Activity).Any(p => p.Role == Role.Host)), t.Thing.TryGetProperty("startDate", out _)));
        Assert.Contains(things, t => t.Thing.TryGetProperty("startDate", out _));
    }

    private static Period From(string starts, string? ends = null) => new() { Starts = PartialDate.Parse(starts), Ends = ends is null ? null : PartialDate.Parse(ends) };

    private static Venue When(string from, string? until = null) => new() { From = PartialDate.Parse(from), Until = until is null ? null : PartialDate.Parse(until) };

    private static Venue At(string name, string country, string? from = null, string? until = null)
    {
        var venue = from is null ? new Venue() : When(from, until);
        (venue.Name, venue.Country) = (new(name, name, name), country);
        return venue;
    }

    private static Event With(Event activity, Role role)
    {
        activity.Participations.Add(new Participation { Activity = activity, Partner = House, PartnerId = House.Id, Role = role });
        return activity;
    }

    private static JsonElement Read(Activity activity, PublishedSite? site = null)
    {
        if (site is null)
        {
            (activity.Id, activity.Slug, activity.Title) = (5, "it", new("Ол", "Оно", "It"));
            site = new PublishedSite(1, 2026, new Museum { Name = new("Орталық музей", "Центральный музей", "Central Museum"), Country = "KZ" }, [House, activity], [], []);
        }

        var thing = new Things(site, Language.En, Origin).Of(activity)!;
        var graph = new JsonObject { ["@context"] = "https://schema.org", ["@graph"] = new JsonArray(thing) };
        return SchemaOrg.Read(graph.ToJsonString()).Values.Single();
    }
}
