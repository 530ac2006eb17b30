using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Rendering;

/// <summary>Addresses within this site.</summary>
internal static class LocalAddress
{
    /// <summary>Where a form says that its reader came from, fit for a header; null where it is not one of this site's.</summary>
    public static string? Local(this IUrlHelper url, string? address) => url.IsLocalUrl(address)
        ? string.Concat(address.EnumerateRunes().Select(letter => letter.IsAscii ? letter.ToString() : Uri.EscapeDataString(letter.ToString())))
        : null;

    /// <summary>
    /// Whether an address without a scheme leads to another host all the same: <c>//host</c>, as browsers read it. They take a backslash for a
    /// slash, pass over tabs and line ends, and over whatever cannot be seen before the first character.
    /// </summary>
    public static bool IsOfAnotherHost(string address)
    {
        var read = string.Concat(address.Where(c => c is not ('\t' or '\n' or '\r'))).AsSpan();
        read = read[Math.Max(0, read.IndexOfAnyExceptInRange('\0', ' '))..];
        return read.Length > 1 && read[0] is ('/' or '\\') && read[1] is ('/' or '\\');
    }
}
