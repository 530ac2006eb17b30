using System.Text;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Machines;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Sitemaps;

/// <summary>What search engines ask first.</summary>
public sealed class SitemapController(PublishedSiteKeeper keeper) : SiteController(keeper)
{
    private const string Xml = "application/xml; charset=utf-8";

    [Route("sitemap.xml")]
    public IResult Whole() => Generated.File(Response, Site, Xml, new Sitemap(Site, Origin).WriteAsync);

    [Route("sitemap-{number:int:min(1)}.xml")]
    public IResult Part(int number)
    {
        var sitemap = new Sitemap(Site, Origin);
        return sitemap.Parts > 1 && number <= sitemap.Parts
            ? Generated.File(Response, Site, Xml, body => sitemap.WritePartAsync(body, number))
            : TypedResults.NotFound();
    }

    [Route("robots.txt")]
    public IResult Robots() => Generated.File(Response, Site, "text/plain; charset=utf-8", body => body.WriteAsync(Encoding.UTF8.GetBytes(Rules())).AsTask());

    // A list with one choice leads crawlers to entries; with several it only repeats them in ever new orders.
    private string Rules() =>
        $"""
        User-agent: *
        Disallow: /admin
        {string.Join('\n', Language.All.Select(language => $"Disallow: /{language}/preview?"))}
        {string.Join('\n', Language.All.Select(language => $"Disallow: {new Links(language).Display}?"))}
        {string.Join('\n', Language.All.Select(language => $"Disallow: {new Links(language).Search}?"))}
        Disallow: /*?*&

        Sitemap: {Origin}{Links.Sitemap()}

        """;
}
