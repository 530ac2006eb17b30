using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Published;
using static CsmPartners.Web.OpenData.LinkedArt.Shapes;

namespace CsmPartners.Web.OpenData.LinkedArt;

/// <summary>A partner (https://linked.art/api/1.0/endpoint/group).</summary>
internal static class Groups
{
    public static JsonObject Of(Source source, Partner partner)
    {
        var group = Things.Document(source, partner);
        group["classified_as"] = new JsonArray([.. Types(source, partner)]);
        group["identified_by"] = new JsonArray([.. Things.Titles(partner), .. OtherNames(partner)]);
        group["referred_to_by"] = Things.Descriptions(partner);
        group["equivalent"] = Array(Equivalents(partner));
        group["subject_of"] = new JsonArray([.. Things.Pages(source, partner), .. Website(partner)]);
        group["residence"] = Places.ReferenceTo(source, partner) is { } place ? new JsonArray(place) : null;
        group["carried_out"] = Array(Parts(source, partner));
        return group.Known();
    }

    private static IEnumerable<JsonObject> Types(Source source, Partner partner)
    {
        if (partner.Institution == Institution.Museum)
            yield return Aat(300312281, "museums (institutions)");
        yield return Term(source.Origin, partner.Institution);
    }

    private static IEnumerable<JsonObject> OtherNames(Partner partner)
    {
        if (partner.NativeName is { } native)
        {
            yield return new JsonObject
            {
                ["type"] = "Name",
                ["content"] = native,
                ["language"] = partner.NativeLanguage?.Split('-')[0] is { Length: 2 } code ? new JsonArray(Spoken(code, code)) : null,
            }.Known();
        }

        foreach (var name in partner.Acronyms.Concat(partner.FormerNames.Select(n => n.Name)))
            yield return new JsonObject { ["type"] = "Name", ["classified_as"] = new JsonArray(Aat(300264273, "Alternate Name")), ["content"] = name };
    }

    private static IEnumerable<JsonObject> Equivalents(Partner partner)
    {
        if (partner.Wikidata is { } item)
            yield return Reference($"http://www.wikidata.org/entity/{item}", "Group", Label(partner.Title));
        if (partner.Ror is { } ror)
            yield return Reference($"https://ror.org/{ror}", "Group", Label(partner.Title));
    }

    private static IEnumerable<JsonObject> Website(Partner partner)
    {
        if (partner.Website is { } website)
            yield return Reference(website, "DigitalObject", "Website");
    }

    private static IEnumerable<JsonObject> Parts(Source source, Partner partner) =>
        from activity in source.Site.ActivitiesOf(partner)
        where activity is not Publication
        from part in PublishedSite.PartnersOf(activity)
        where part.Partner == partner
        select new JsonObject
        {
            ["type"] = "Activity",
            ["_label"] = Label(activity.Title),
            ["classified_as"] = new JsonArray(Term(source.Origin, part.Role)),
            ["part_of"] = new JsonArray(Things.Reference(source, activity)),
        };
}
