using CsmPartners.Entries;
using CsmPartners.Published;

namespace CsmPartners.Web.OpenData.Tables;

/// <summary>One table for each kind of activity, and one of what all of them have.</summary>
internal static class ActivityTables
{
    public static Table<Activity> Activities { get; } = Of<Activity>("activities", "Timeline.Title", [KindField]);

    public static Table<Project> Projects { get; } = Of<Project>(EntryKind.Project,
    [
        new("type", FieldType.Code, (p, _) => Catalogue.InAddress(p.Type)) { Codes = Vocabulary.Named<ProjectType>() },
    ]);

    public static Table<Exhibition> Exhibitions { get; } = Of<Exhibition>(EntryKind.Exhibition,
    [
        new("direction", FieldType.Code, (e, _) => e.Direction is { } direction ? Catalogue.InAddress(direction) : null) { Codes = Vocabulary.Named<Direction>() },
    ]);

    public static Table<Training> Trainings { get; } = Of<Training>(EntryKind.Training,
    [
        .. EntryFields.Text<Training>("staff_categories", t => t.StaffCategories),
        new("number_of_people", FieldType.WholeNumber, (t, _) => t.NumberOfPeople) { Sample = "4" },
    ]);

    public static Table<Agreement> Agreements { get; } = Of<Agreement>(EntryKind.Agreement,
    [
        new("signed_on", FieldType.PartialDate, (a, _) => a.SignedOn) { Sample = "2014-05-07" },
        new("renews", FieldType.Flag, (a, _) => a.Renews),
    ]);

    public static Table<Event> Events { get; } = Of<Event>(EntryKind.Event,
    [
        new("participating_countries", FieldType.Country, (e, _) => e.Countries) { IsList = true },
    ]);

    public static Table<Publication> Publications { get; } = Of<Publication>(EntryKind.Publication,
    [
        new("languages", FieldType.Language, (p, _) => p.Languages) { IsList = true },
        new("isbn", FieldType.Text, (p, _) => p.Isbn) { Sample = "978-0-306-40615-7" },
        new("issn", FieldType.Text, (p, _) => p.Issn) { Sample = "0317-8471" },
        new("in_preparation", FieldType.Flag, (p, _) => p.InPreparation),
    ]);

    private static Field<Activity> KindField =>
        new("kind", FieldType.Code, (a, _) => Catalogue.InAddress(a.Kind)) { Codes = Vocabulary.Named<EntryKind>() };

    private static Table<T> Of<T>(EntryKind kind, IEnumerable<Field<T>> own) where T : Activity => Of(kind.List(), $"{kind}s.Title", own);

    private static Table<T> Of<T>(string name, string title, IEnumerable<Field<T>> own) where T : Activity => new()
    {
        Name = name,
        Title = title,
        Rows = site => site.Activities.OfType<T>().OrderBy(a => a.Id),
        Columns =
        [
            .. EntryFields.Head<T>(),
            .. own,
            new("starts", FieldType.PartialDate, (a, _) => a.Period.Starts) { Sample = "2014-05" },
            new("ends", FieldType.PartialDate, (a, _) => a.Period.Ends) { Sample = "2014-06-30" },
            new("continues", FieldType.Flag, (a, _) => a.Period.Continues),
            new("yearly", FieldType.Flag, (a, _) => a.Period.Yearly),
            new("part_of", FieldType.Entry, (a, _) => a.PartOf is { State: EntryState.Published } whole ? whole.Id : null) { Sample = "57" },
            new("countries", FieldType.Country, (a, s) => s.Site.CountriesOf(a)) { IsList = true },
            .. EntryFields.Tail<T>(),
        ],
        Parts = PartTables.Within<T>(),
    };
}
