namespace CsmPartners.Web.Hosting;

internal static class PublicOrigin
{
    /// <summary>Scheme and host of the site's permanent addresses: as configured (<c>Site:Address</c>), else as asked for.</summary>
    public static string Of(HttpContext context)
    {
        var configured = context.RequestServices.GetRequiredService<IConfiguration>()["Site:Address"];
        return string.IsNullOrEmpty(configured)
            ? $"{context.Request.Scheme}://{context.Request.Host.ToUriComponent()}"
            : configured.TrimEnd('/');
    }
}
