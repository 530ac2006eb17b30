using CsmPartners.Web.Admin.Lists;

namespace CsmPartners.Web.Admin.Home;

/// <summary>One thing that may await a person.</summary>
/// <param name="Name">For keys and anchors: "Drafts".</param>
/// <param name="Count">How many there are altogether.</param>
/// <param name="Rows">The first of them.</param>
/// <param name="Whole">The address of all of them.</param>
public sealed record HomeBox(string Name, int Count, IReadOnlyList<EntryRow> Rows, string Whole)
{
    /// <summary>What it is about, where the name alone does not say it.</summary>
    public Language? Language { get; init; }

    public string Id => Language is null ? Name.ToLowerInvariant() : $"{Name.ToLowerInvariant()}-{Language.Code}";
}
