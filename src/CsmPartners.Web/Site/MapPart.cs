using CsmPartners.Published;

namespace CsmPartners.Web.Site;

/// <summary>The world with these countries marked.</summary>
public sealed record MapPart(SitePage Page, IReadOnlyList<CountryRecord> Countries) : Part(Page);
