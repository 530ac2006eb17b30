using System.Text.Json.Nodes;
using CsmPartners.Web.Rendering;
using static CsmPartners.Web.OpenData.LinkedArt.Shapes;

namespace CsmPartners.Web.OpenData.LinkedArt;

/// <summary>The museum itself, which has a part in everything.</summary>
internal static class Museum
{
    private static string Id(Source source) => source.Origin + Links.MuseumId;

    public static JsonObject Reference(Source source) => Shapes.Reference(Id(source), "Group", Label(source.Site.Museum.Name));

    public static JsonObject Of(Source source)
    {
        var museum = source.Site.Museum;
        var group = Document(Id(source), "Group", museum.Name);
        group["classified_as"] = new JsonArray(Aat(300312281, "museums (institutions)"));
        group["identified_by"] = Array([.. Names(museum.Name, Aat(300404670, "Primary Name")), .. Names(museum.ShortName, Aat(300264273, "Alternate Name"))]);
        group["subject_of"] = Uri.IsWellFormedUriString(museum.Website, UriKind.Absolute) ? new JsonArray(Shapes.Reference(museum.Website, "DigitalObject", "Website")) : null;
        group["residence"] = new JsonArray(Places.ReferenceToMuseum(source));
        return group.Known();
    }
}
