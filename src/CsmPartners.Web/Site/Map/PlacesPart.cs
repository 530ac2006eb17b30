using CsmPartners.Entries;

namespace CsmPartners.Web.Site.Map;

/// <summary>The list beside the map.</summary>
public sealed record PlacesPart(SitePage Page, PartnerMap Map) : Part(Page);

/// <summary>What the marks mean.</summary>
public sealed record MapKeyPart(SitePage Page, IReadOnlyList<Partner> Partners) : Part(Page)
{
    public bool HasMissions => Partners.Any(p => p.Represents is not null);
}
