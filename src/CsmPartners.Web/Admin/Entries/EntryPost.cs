namespace CsmPartners.Web.Admin.Entries;

/// <summary>What is posted with a form besides its fields.</summary>
public sealed class EntryPost
{
    public int Base { get; set; }
    public string? Note { get; set; }
    public bool IsMinor { get; set; }

    /// <summary>Texts that need no change although their translations have changed.</summary>
    public List<string> StillCorrect { get; set; } = [];

    /// <summary>Clashing fields in which the other person's text shall stand, by the document's path.</summary>
    public List<string> TakeTheirs { get; set; } = [];

    /// <summary>A list that shall have a row more; nothing is saved then.</summary>
    public string? AddTo { get; set; }

    /// <summary>Lists that were given a row more before, once for each.</summary>
    public List<string> MoreRows { get; set; } = [];
}
