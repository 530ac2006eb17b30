namespace CsmPartners.Web.Hosting;

/// <summary>Scheme and host of the site's permanent addresses: as configured (<c>Site:Address</c>), else as asked for.</summary>
public sealed class PublicOrigin
{
    public PublicOrigin(IConfiguration configuration)
    {
        Configured = Read(configuration["Site:Address"]);
        IsHttps = Configured?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;
    }

    public bool IsConfigured => Configured is not null;

    /// <summary>Null where the address is not configured.</summary>
    public string? Configured { get; }

    public string Of(HttpRequest request) => Configured ?? $"{request.Scheme}://{request.Host.ToUriComponent()}";

    /// <summary>Whether the browser came by HTTPS, as far as we know: a proxy in front may not have said so.</summary>
    public bool IsSecure(HttpRequest request) => request.IsHttps || IsHttps;

    /// <summary>Whether the site is one that is read by HTTPS only.</summary>
    public bool IsHttps { get; }

    private static string? Read(string? address) =>
        string.IsNullOrEmpty(address) ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? address.TrimEnd('/')
        : throw new InvalidOperationException($"Site:Address is '{address}'; it has to be like https://partners.example.kz.");
}
