using Microsoft.AspNetCore.Components;

namespace CsmPartners.Web.Rendering;

internal static class AssetLinks
{
    /// <summary>
    /// Where style or script is served under a name with the fingerprint of what it holds; "css/site.css" without one where nothing is known of
    /// it.
    /// </summary>
    public static string Asset(this HttpContext context, string path) =>
        $"/{context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>()?[path] ?? path}";
}
