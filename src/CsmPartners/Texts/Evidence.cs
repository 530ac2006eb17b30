namespace CsmPartners.Texts;

internal static class Evidence
{
    private const int MostParts = 5;
    private const int PartLength = 80;

    /// <summary>Short enough for a message, and never half of a character.</summary>
    public static string Shorten(string part) =>
        part.Length <= PartLength ? part : part[..(PartLength - (char.IsHighSurrogate(part[PartLength - 1]) ? 1 : 0))] + "…";

    public static string List(IReadOnlyCollection<string> parts) =>
        string.Join(", ", parts.Take(MostParts).Select(Shorten)) + (parts.Count > MostParts ? " …" : "");
}
