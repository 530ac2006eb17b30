namespace CsmPartners.Running;

/// <summary>One running program of those that share the database, as it says itself every few seconds. Nothing about people.</summary>
public sealed class Node
{
    public const int NameLength = 100;
    public const int ProgramLength = 100;

    /// <summary>The machine, when the process began and its number there: "web1:20261124T141502Z:4711".</summary>
    public string Name { get; set; } = "";

    /// <summary>The program's version with its commit.</summary>
    public string Program { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime StartedAt { get; set; }

    /// <summary>UTC; when it last said that it runs.</summary>
    public DateTime SeenAt { get; set; }

    /// <summary>The version of the published site that it shows; null before it has read one.</summary>
    public long? SiteVersion { get; set; }

    /// <summary>On which several nodes may run, one after another or at once.</summary>
    public string Machine => Name.Split(':')[0];
}
