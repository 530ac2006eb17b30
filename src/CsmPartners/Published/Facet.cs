namespace CsmPartners.Published;

/// <summary>One way to narrow a list: its name in addresses, and the values that an entry has for it (in the spelling of addresses).</summary>
public sealed record Facet<T>(string Name, Func<T, IEnumerable<string>> ValuesOf);

/// <summary>A value that visitors can choose, and how many entries the list would show with it.</summary>
public readonly record struct FacetCount(string Value, int Count);
