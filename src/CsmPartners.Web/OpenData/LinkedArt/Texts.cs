using System.Text.Json.Nodes;
using CsmPartners.Entries;
using static CsmPartners.Web.OpenData.LinkedArt.Shapes;

namespace CsmPartners.Web.OpenData.LinkedArt;

/// <summary>A publication (https://linked.art/api/1.0/endpoint/textual_work): the text, and the publishing that it was used for.</summary>
internal static class Texts
{
    public static JsonObject Of(Source source, Publication publication)
    {
        var document = Things.Document(source, publication);
        document["classified_as"] = new JsonArray(Term(source.Origin, publication.Kind));
        document["identified_by"] = new JsonArray([.. Things.Titles(publication), .. Numbers(publication)]);
        document["referred_to_by"] = Things.Descriptions(publication);
        document["subject_of"] = Array(Things.Pages(source, publication));
        document["attributed_by"] = Things.Roles(source, publication);
        document["language"] = Array(publication.Languages.Select(l => Spoken(l, l)));
        document["used_for"] = new JsonArray(new JsonObject
        {
            ["type"] = "Activity",
            ["_label"] = "Publishing",
            ["classified_as"] = new JsonArray(Aat(300054686, "publishing")),
            ["timespan"] = Span(publication.When),
            ["took_place_at"] = Array(Places.Of(source, publication)),
            ["carried_out_by"] = Things.Actors(source, publication),
            ["influenced_by"] = Things.Supporters(source, publication),
            ["part_of"] = publication.PartOf is { State: EntryState.Published } whole and not Publication ? new JsonArray(Things.Reference(source, whole)) : null,
        }.Known());
        return document.Known();
    }

    private static IEnumerable<JsonObject> Numbers(Publication publication)
    {
        if (publication.Isbn is { } isbn)
            yield return Number(isbn, Aat(300417443, "ISBN"));
        if (publication.Issn is { } issn)
            yield return Number(issn, Aat(300417430, "ISSN"));
    }

    private static JsonObject Number(string content, JsonObject type) => new() { ["type"] = "Identifier", ["classified_as"] = new JsonArray(type), ["content"] = content };
}
