using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Rendering;
using static CsmPartners.Web.OpenData.LinkedArt.Shapes;

namespace CsmPartners.Web.OpenData.LinkedArt;

/// <summary>An entry as Linked Art 1.0 describes things of its kind: a partner is a Group, an activity an Activity, a publication a text.</summary>
internal static class Things
{
    public static JsonObject? Of(Source source, Entry entry) => entry switch
    {
        Partner partner => Groups.Of(source, partner),
        Publication publication => Texts.Of(source, publication),
        Activity activity => Activities.Of(source, activity),
        _ => null,
    };

    public static string ClassOf(Entry entry) => entry switch
    {
        Partner => "Group",
        Publication => "LinguisticObject",
        _ => "Activity",
    };

    public static JsonObject Reference(Source source, Entry entry) => Shapes.Reference(source.Origin + Links.Id(entry), ClassOf(entry), Label(entry.Title));

    public static JsonObject Document(Source source, Entry entry) => Shapes.Document(source.Origin + Links.Id(entry), ClassOf(entry), entry.Title);

    public static IEnumerable<JsonObject> Titles(Entry entry) => Names(entry.Title, Aat(300404670, "Primary Name"));

    public static JsonArray? Descriptions(Entry entry) => Shapes.Array(Statements(entry.Summary, Described()));

    /// <summary>The pages about it, one in each language.</summary>
    public static IEnumerable<JsonObject> Pages(Source source, Entry entry) =>
        Language.All.Select(l => Shapes.Reference(source.Origin + new Links(l).Entry(entry), "DigitalObject", entry.Title.In(l).Text));

    /// <summary>The museum, and those whose part is more than to lend their name or money.</summary>
    public static JsonArray Actors(Source source, Activity activity) =>
        new([Museum.Reference(source), .. PublishedSite.PartnersOf(activity).Where(p => IsActive(p.Role)).Select(p => p.Partner).Distinct().Select(p => Reference(source, p))]);

    public static JsonArray? Supporters(Source source, Activity activity) =>
        Shapes.Array(PublishedSite.PartnersOf(activity).Where(p => !IsActive(p.Role)).Select(p => p.Partner).Distinct().Select(p => Reference(source, p)));

    /// <summary>Who took part as what. Linked Art has no parts in activities; it relates by assignments instead.</summary>
    public static JsonArray? Roles(Source source, Activity activity) => Shapes.Array(PublishedSite.PartnersOf(activity).Select(p => new JsonObject
    {
        ["type"] = "AttributeAssignment",
        ["_label"] = p.Role.ToString(),
        ["classified_as"] = new JsonArray(Term(source.Origin, p.Role)),
        ["assigned"] = new JsonArray(Reference(source, p.Partner)),
        // A text is carried out by nobody: that is said of its publishing.
        ["assigned_property"] = activity is Publication ? null : IsActive(p.Role) ? "carried_out_by" : "influenced_by",
    }.Known()));

    private static bool IsActive(Role role) => role is not (Role.Patron or Role.Funder);

    private static JsonObject Described()
    {
        var description = Aat(300435416, "Description");
        description["classified_as"] = new JsonArray(Aat(300418049, "Brief Text"));
        return description;
    }
}
