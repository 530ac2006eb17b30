using CsmPartners.Entries;
using CsmPartners.Published;

namespace CsmPartners.Web.OpenData.Tables;

/// <summary>What belongs to activities: a row each, in files of their own and within the activities.</summary>
internal static class PartTables
{
    public static Table<Participation> Participations { get; } = new()
    {
        Name = "participations",
        Title = "Data.Participations",
        Rows = site => Whole(site).SelectMany(PublishedSite.PartnersOf),
        Columns =
        [
            .. Of<Participation>(p => p.Activity),
            new("position", FieldType.WholeNumber, (p, _) => p.Position + 1),
            new("partner", FieldType.Entry, (p, _) => p.Partner.Id),
            new("partner_slug", FieldType.Text, (p, _) => p.Partner.Slug) { Word = "slug" },
            .. EntryFields.Text<Participation>("partner_title", p => p.Partner.Title),
            new("role", FieldType.Code, (p, _) => Catalogue.InAddress(p.Role)) { Codes = Vocabulary.Named<Role>() },
        ],
    };

    public static Table<PartOf<Venue>> Venues { get; } = new()
    {
        Name = "venues",
        Title = "Data.Venues",
        Rows = site => Whole(site).SelectMany(VenuesOf),
        Columns =
        [
            .. Of<PartOf<Venue>>(v => v.Activity),
            new("position", FieldType.WholeNumber, (v, _) => v.Position),
            new("partner", FieldType.Entry, (v, _) => v.Value.Partner?.Id) { Word = "venue_partner", Sample = "12" },
            .. EntryFields.Text<PartOf<Venue>>("name", v => v.Value.Name.IsEmpty && v.Value.Partner is { } house ? house.Title : v.Value.Name, "venue_name", new("Көрме залы", "Выставочный зал", "Exhibition Hall")),
            .. EntryFields.Text<PartOf<Venue>>("city", v => v.Value.CityThere),
            .. EntryFields.CountryOf<PartOf<Venue>>("country", v => v.Value.CountryThere),
            new("from", FieldType.PartialDate, (v, _) => v.Value.From) { Word = "venue_from", Sample = "2014-05" },
            new("until", FieldType.PartialDate, (v, _) => v.Value.Until) { Word = "venue_until", Sample = "2014-06-30" },
        ],
    };

    public static Table<PartOf<Person>> People { get; } = new()
    {
        Name = "people",
        Title = "Activity.People",
        Rows = site => Whole(site).SelectMany(PeopleOf),
        Columns =
        [
            .. Of<PartOf<Person>>(p => p.Activity),
            new("position", FieldType.WholeNumber, (p, _) => p.Position),
            .. EntryFields.Text<PartOf<Person>>("name", p => p.Value.Name, "person_name"),
            .. EntryFields.Text<PartOf<Person>>("task", p => p.Value.Task),
        ],
    };

    public static IReadOnlyList<Part<T>> Within<T>() where T : Activity =>
    [
        new Part<T, Participation>("participations", Participations, PublishedSite.PartnersOf),
        new Part<T, PartOf<Venue>>("venues", Venues, VenuesOf),
        new Part<T, PartOf<Person>>("people", People, PeopleOf),
    ];

    private static IEnumerable<Activity> Whole(PublishedSite site) => site.Activities.OrderBy(a => a.Id);

    private static IEnumerable<PartOf<Venue>> VenuesOf(Activity activity) => activity.Venues.Select((v, i) => new PartOf<Venue>(activity, i + 1, v)).Where(v => v.Value.IsKnown);

    private static IEnumerable<PartOf<Person>> PeopleOf(Activity activity) => activity.People.Select((p, i) => new PartOf<Person>(activity, i + 1, p));

    private static IEnumerable<Field<T>> Of<T>(Func<T, Activity> activity) =>
    [
        new("activity", FieldType.Entry, (row, _) => activity(row).Id) { OfWhole = true },
        new("activity_kind", FieldType.Code, (row, _) => Catalogue.InAddress(activity(row).Kind)) { Word = "kind", OfWhole = true, Codes = Vocabulary.Named<EntryKind>() },
        new("activity_slug", FieldType.Text, (row, _) => activity(row).Slug) { Word = "slug", OfWhole = true },
        .. EntryFields.Text<T>("activity_title", row => activity(row).Title, ofWhole: true),
    ];
}

/// <summary>One of several of a kind that an activity has, with its place among them, from 1.</summary>
internal sealed record PartOf<T>(Activity Activity, int Position, T Value);
