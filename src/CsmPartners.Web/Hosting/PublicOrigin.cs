namespace CsmPartners.Web.Hosting;

/// <summary>Scheme and host of the site's permanent addresses: as configured (<c>Site:Address</c>), else as asked for.</summary>
public sealed class PublicOrigin(IConfiguration configuration)
{
    private readonly string? configured = Read(configuration["Site:Address"]);

    public bool IsConfigured => configured is not null;

    /// <summary>Null where the address is not configured.</summary>
    public string? Configured => configured;

    public string Of(HttpRequest request) => configured ?? $"{request.Scheme}://{request.Host.ToUriComponent()}";

    /// <summary>Whether the browser came by HTTPS, as far as we know: a proxy in front may not have said so.</summary>
    public bool IsSecure(HttpRequest request) => request.IsHttps || IsHttps;

    /// <summary>Whether the site is one that is read by HTTPS only.</summary>
    public bool IsHttps => configured?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    private static string? Read(string? address) =>
        string.IsNullOrEmpty(address) ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? address.TrimEnd('/')
        : throw new InvalidOperationException($"Site:Address is '{address}'; it has to be like https://partners.example.kz.");
}
