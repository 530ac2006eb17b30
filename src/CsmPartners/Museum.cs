namespace CsmPartners;

/// <summary>The museum whose site this is: one row.</summary>
public sealed class Museum
{
    public const int TheOnlyId = 1;

    public int Id { get; set; } = TheOnlyId;
    public LocalizedText Name { get; set; } = new();
    public LocalizedText ShortName { get; set; } = new();
    public LocalizedText SiteTitle { get; set; } = new();

    /// <summary>What is asked of those who use the site's texts.</summary>
    public LocalizedText Notice { get; set; } = new();

    public LocalizedText City { get; set; } = new();

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Country { get; set; } = "";

    /// <summary>WGS 84, degrees.</summary>
    public double Latitude { get; set; }

    /// <summary>WGS 84, degrees.</summary>
    public double Longitude { get; set; }

    public string Website { get; set; } = "";
}
