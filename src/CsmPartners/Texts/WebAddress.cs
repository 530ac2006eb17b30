namespace CsmPartners.Texts;

/// <summary>An address on the web, as a link may hold it.</summary>
public static class WebAddress
{
    public const int Length = 500;

    /// <summary>
    /// With its scheme, and of one reading: nothing that browsers pass over or turn round, and no name before an @ that looks like another host.
    /// </summary>
    public static bool IsOne(string text) =>
        text.Length <= Length
        && (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '\\')
        && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 && address.UserInfo.Length == 0;
}
