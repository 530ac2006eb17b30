namespace CsmPartners.Texts;

/// <summary>What a message quotes of a text.</summary>
public static class Evidence
{
    private const int MostParts = 5;
    private const int PartLength = 80;

    /// <summary>Short enough for a message, and never half of a character.</summary>
    public static string Shorten(string part) =>
        part.Length <= PartLength ? part : part[..(PartLength - (char.IsHighSurrogate(part[PartLength - 1]) ? 1 : 0))] + "…";

    public static string List(IReadOnlyCollection<string> parts) =>
        string.Join(", ", parts.Take(MostParts).Select(Letters.InOneLine).Select(Shorten)) + (parts.Count > MostParts ? " …" : "");
}
