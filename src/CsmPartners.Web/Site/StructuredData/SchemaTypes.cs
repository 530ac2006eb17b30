using CsmPartners.Entries;

namespace CsmPartners.Web.Site.StructuredData;

/// <summary>Which of schema.org's types things are of.</summary>
internal static class SchemaTypes
{
    // To schema.org a museum is a building; what takes part in anything is an organisation.
    public static readonly string[] Museum = ["Museum", "Organization"];

    public static string[] Of(Institution institution) => institution switch
    {
        Institution.Museum => Museum,
        Institution.Archive => ["ArchiveOrganization"],
        Institution.Library => ["Library"],
        Institution.ResearchInstitute => ["ResearchOrganization"],
        Institution.University => ["CollegeOrUniversity"],
        Institution.TrainingInstitution => ["EducationalOrganization"],
        Institution.DiplomaticMission => ["GovernmentOrganization"],
        _ => ["Organization"],
    };

    /// <summary>
    /// Agreements are documents to schema.org: it has no type for them, and for publications only where a number says that they are one. What
    /// took place is an event where the record says when and where.
    /// </summary>
    public static string Of(Activity activity) => activity switch
    {
        Project { Type: ProjectType.Research } => "ResearchProject",
        Project => "Project",
        Exhibition when Occasion.IsEvent(activity) => "ExhibitionEvent",
        Training when Occasion.IsEvent(activity) => "EducationEvent",
        Event when Occasion.IsEvent(activity) => "Event",
        Publication { Issn: not null } => "Periodical",
        Publication { Isbn: not null } => "Book",
        _ => "CreativeWork",
    };

    /// <summary>Whether what is of these types is a place too, so that it has a point on the map itself.</summary>
    public static bool ArePlaces(string[] types) => types.Any(t => t is "Museum" or "ArchiveOrganization" or "Library" or "CollegeOrUniversity" or "EducationalOrganization");

    /// <summary>The property that says what a partner did in an activity.</summary>
    public static string PropertyOf(Activity activity, Role role) => (activity, role) switch
    {
        (_, Role.Funder) => "funder",
        (_, Role.Patron) => "sponsor",
        // A project is an organisation to schema.org.
        (Project, _) => "member",
        (Publication, Role.Publisher) => "publisher",
        (Publication, Role.CoAuthor) => "author",
        (_, Role.Organiser or Role.Host) when Occasion.IsEvent(activity) => "organizer",
        (Event, Role.Participant) when Occasion.IsEvent(activity) => "attendee",
        _ => "contributor",
    };
}
