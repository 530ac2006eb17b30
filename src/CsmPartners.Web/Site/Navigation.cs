namespace CsmPartners.Web.Site;

/// <summary>The site's fixed sections, in menu order: last part of the address, and the key of the name.</summary>
public static class Navigation
{
    public static IReadOnlyList<(string Section, string Key)> Sections { get; } =
    [
        ("partners", "Partners.Title"),
        ("countries", "Countries.Title"),
        ("map", "Map.Title"),
        ("projects", "Projects.Title"),
        ("exhibitions", "Exhibitions.Title"),
        ("trainings", "Trainings.Title"),
        ("agreements", "Agreements.Title"),
        ("events", "Events.Title"),
        ("publications", "Publications.Title"),
        ("timeline", "Timeline.Title"),
    ];
}
