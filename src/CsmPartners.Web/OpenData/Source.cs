using CsmPartners.Published;

namespace CsmPartners.Web.OpenData;

/// <summary>What open data are drawn from.</summary>
/// <param name="Origin">Scheme and host before every address.</param>
public sealed record Source(PublishedSite Site, string Origin);
