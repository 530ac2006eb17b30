using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.OpenData.Tables;

/// <summary>Every file of the open data.</summary>
public static class DataTables
{
    public static Table<Page> Pages { get; } = new()
    {
        Name = "pages",
        Title = "Data.Pages",
        Rows = site => site.Pages.OrderBy(p => p.Id),
        Columns = [.. EntryFields.Head<Page>(), .. EntryFields.Tail<Page>()],
    };

    public static Table<CountryRecord> Countries { get; } = new()
    {
        Name = "countries",
        Title = "Countries.Title",
        Rows = site => site.Countries,
        Columns =
        [
            new("code", FieldType.Country, (c, _) => c.Country.Code) { Word = "country_code" },
            .. EntryFields.Text<CountryRecord>("name", c => c.Country.Name, "country_name"),
            new("partners", FieldType.WholeNumber, (c, _) => c.Partners.Count) { Word = "number_of_partners" },
            new("activities", FieldType.WholeNumber, (c, _) => c.Activities.Count) { Word = "number_of_activities" },
            .. Language.All.Select(l => new Field<CountryRecord>($"page_{l}", FieldType.Address, (c, s) => s.Origin + new Links(l).Country(c.Country)) { In = l, Word = "page" }),
        ],
    };

    public static IReadOnlyList<Table> All { get; } =
    [
        PartnerTables.Partners, ActivityTables.Projects, ActivityTables.Exhibitions, ActivityTables.Trainings, ActivityTables.Agreements,
        ActivityTables.Events, ActivityTables.Publications, Pages,
        PartTables.Participations, PartTables.Venues, PartTables.People, PartnerTables.FormerNames, Countries,
    ];

    public static Table? Find(string name) => All.FirstOrDefault(t => t.Name == name);
}
