namespace CsmPartners.Web.Hosting;

/// <summary>Scheme and host of the site's permanent addresses: as configured (<c>Site:Address</c>), else as asked for.</summary>
public sealed class PublicOrigin(IConfiguration configuration)
{
    private readonly string? configured = configuration["Site:Address"] is { Length: > 0 } address ? address.TrimEnd('/') : null;

    public bool IsConfigured => configured is not null;

    /// <summary>Null where the address is not configured.</summary>
    public string? Configured => configured;

    public string Of(HttpRequest request) => configured ?? $"{request.Scheme}://{request.Host.ToUriComponent()}";
}
