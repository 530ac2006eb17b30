namespace CsmPartners;

/// <summary>A span of time that may be open ("since 2014") or come round every year.</summary>
public sealed record Period
{
    public PartialDate? Starts { get; init; }
    public PartialDate? Ends { get; init; }

    /// <summary>Still going on.</summary>
    public bool Continues { get; init; }

    public bool Yearly { get; init; }

    public bool IsEmpty => Starts is null && Ends is null && !Yearly;

    public DateOnly? SortDate => (Starts ?? Ends)?.First;

    /// <summary>Every year it touches.</summary>
    public IEnumerable<int> Years(int thisYear)
    {
        if ((Starts ?? Ends) is not { } first)
            return [];
        var last = Ends?.Year ?? (Continues ? Math.Max(first.Year, thisYear) : first.Year);
        return Enumerable.Range(first.Year, Math.Max(1, last - first.Year + 1));
    }

    public string ToString(Language language) => Starts?.ToString(language) ?? "";
}
