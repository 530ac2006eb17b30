using CsmPartners.Entries;
using CsmPartners.Staff;

namespace CsmPartners.Revisions;

/// <summary>One saved state of an entry: everything an editor can type, as one document. Never changed.</summary>
public sealed class Revision
{
    public const int NoteLength = 500;

    public int EntryId { get; set; }

    /// <summary>1, 2, 3 … without gaps within the entry.</summary>
    public int Number { get; set; }

    /// <summary>The form as JSON.</summary>
    public string Document { get; set; } = "";

    /// <summary>Null for what came with the museum's record.</summary>
    public int? AuthorId { get; set; }

    /// <summary>The author's name as it was then.</summary>
    public string AuthorName { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime At { get; set; }

    public string Note { get; set; } = "";

    /// <summary>The author says that no translation has to follow.</summary>
    public bool IsMinor { get; set; }

    /// <summary>The revision that this one brought back.</summary>
    public int? RestoredFrom { get; set; }

    public StaffMember? Author { get; set; }

    public Entry? Entry { get; set; }
}
