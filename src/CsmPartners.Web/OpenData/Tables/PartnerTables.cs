using CsmPartners.Entries;
using CsmPartners.Published;

namespace CsmPartners.Web.OpenData.Tables;

internal static class PartnerTables
{
    public static Table<(Partner Partner, FormerName Name)> FormerNames { get; } = new()
    {
        Name = "former-names",
        Title = "Partner.FormerNames",
        Rows = site => site.Partners.OrderBy(p => p.Id).SelectMany(NamesOf),
        Columns =
        [
            new("partner", FieldType.Entry, (n, _) => n.Partner.Id) { OfWhole = true },
            .. EntryFields.Text<(Partner Partner, FormerName Name)>("partner_title", n => n.Partner.Title, ofWhole: true),
            new("name", FieldType.Text, (n, _) => n.Name.Name) { Word = "former_name" },
            new("from", FieldType.PartialDate, (n, _) => n.Name.From) { Word = "former_name_from", Sample = "1934" },
            new("until", FieldType.PartialDate, (n, _) => n.Name.Until) { Word = "former_name_until", Sample = "2018" },
        ],
    };

    public static Table<Partner> Partners { get; } = new()
    {
        Name = EntryKind.Partner.List(),
        Title = "Partners.Title",
        Rows = site => site.Partners.OrderBy(p => p.Id),
        Columns =
        [
            .. EntryFields.Head<Partner>(),
            new("native_name", FieldType.Text, (p, _) => p.NativeName),
            new("native_language", FieldType.Language, (p, _) => p.NativeLanguage),
            new("acronyms", FieldType.Text, (p, _) => p.Acronyms) { IsList = true },
            new("institution", FieldType.Code, (p, _) => Catalogue.InAddress(p.Institution)) { Codes = Vocabulary.Named<Institution>() },
            new("cooperation", FieldType.Code, (p, _) => p.Cooperation.Select(c => Catalogue.InAddress(c))) { IsList = true, Codes = Vocabulary.Named<Cooperation>() },
            .. EntryFields.CountryOf<Partner>("country", p => p.Country),
            .. EntryFields.CountryOf<Partner>("represents", p => p.Represents),
            .. EntryFields.Text<Partner>("city", p => p.City),
            new("latitude", FieldType.Number, (p, _) => p.Latitude),
            new("longitude", FieldType.Number, (p, _) => p.Longitude),
            new("website", FieldType.Address, (p, _) => p.Website),
            new("wikidata", FieldType.Text, (p, _) => p.Wikidata) { Sample = "Q6373" },
            new("ror", FieldType.Text, (p, _) => p.Ror) { Sample = "0534yfa71" },
            .. EntryFields.Tail<Partner>(),
        ],
        Parts = [new Part<Partner, (Partner, FormerName)>("former_names", FormerNames, NamesOf)],
    };

    private static IEnumerable<(Partner Partner, FormerName Name)> NamesOf(Partner partner) => partner.FormerNames.Select(n => (partner, n));
}
