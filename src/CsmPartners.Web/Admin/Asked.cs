namespace CsmPartners.Web.Admin;

/// <summary>What an address asks for, fit to be shown again.</summary>
internal static class Asked
{
    /// <summary>One line of at most so many letters; control characters, which no page may hold, become spaces.</summary>
    public static string Line(string? text, int most) =>
        new string([.. (text ?? "").Take(most).Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
}
