using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Rendering;

/// <summary>Where a form says that its reader came from.</summary>
internal static class LocalAddress
{
    /// <summary>The address, fit for a header; null where it is not one of this site's.</summary>
    public static string? Local(this IUrlHelper url, string? address) => url.IsLocalUrl(address)
        ? string.Concat(address.EnumerateRunes().Select(letter => letter.IsAscii ? letter.ToString() : Uri.EscapeDataString(letter.ToString())))
        : null;
}
