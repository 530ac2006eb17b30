using System.Text.Json.Nodes;
using CsmPartners.Entries;
using static CsmPartners.Web.OpenData.LinkedArt.Shapes;

namespace CsmPartners.Web.OpenData.LinkedArt;

/// <summary>A project, exhibition, training, agreement or event (https://linked.art/api/1.0/endpoint/event, https://linked.art/model/exhibition).</summary>
internal static class Activities
{
    public static JsonObject Of(Source source, Activity activity)
    {
        var document = Things.Document(source, activity);
        document["classified_as"] = new JsonArray([.. Types(source, activity)]);
        document["identified_by"] = Array(Things.Titles(activity));
        document["referred_to_by"] = Things.Descriptions(activity);
        document["subject_of"] = Array(Things.Pages(source, activity));
        document["timespan"] = Span(activity.When);
        document["took_place_at"] = Array(Places.Of(source, activity));
        document["carried_out_by"] = Things.Actors(source, activity);
        document["influenced_by"] = Things.Supporters(source, activity);
        document["attributed_by"] = Things.Roles(source, activity);
        document["part_of"] = activity.PartOf is { State: EntryState.Published } whole and not Publication ? new JsonArray(Things.Reference(source, whole)) : null;
        return document.Known();
    }

    private static IEnumerable<JsonObject> Types(Source source, Activity activity)
    {
        if (activity is Exhibition exhibition)
        {
            yield return Aat(300054766, "exhibitions (events)");
            if (exhibition.KnownVenues().Skip(1).Any())
                yield return Aat(300054773, "traveling exhibitions");
            if (exhibition.Direction is { } direction)
                yield return Term(source.Origin, direction);
        }

        if (activity is Project project)
            yield return Term(source.Origin, project.Type);
        yield return Term(source.Origin, activity.Kind);
    }
}
