using CsmPartners.Entries;
using CsmPartners.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Support;

internal static class PublicPaths
{
    private static readonly string[] Fixed =
    [
        "", "partners", "countries", "map", "projects", "exhibitions", "trainings", "agreements", "events", "publications", "timeline", "search", "contact", "contact/thanks", "data", "display",
    ];

    /// <summary>Every page of the published site, without its language: "partners/kunstkamera"; empty for the overview.</summary>
    public static IEnumerable<string> Paths(this TestSite site)
    {
        var published = site.Services.GetRequiredService<PublishedSiteKeeper>().Current!;
        return Fixed
            .Concat(published.Partners.Select(p => $"partners/{p.Slug}"))
            .Concat(published.Activities.Select(a => $"{a.Kind.List()}/{a.Slug}"))
            .Concat(published.Pages.Where(p => p.Slug != Page.Overview).Select(p => p.Slug))
            .Concat(published.Countries.Select(c => $"countries/{c.Country.Code.ToLowerInvariant()}"));
    }

    /// <summary>"/kk/partners".</summary>
    public static string In(this string path, string language) => $"/{language}{(path.Length == 0 || path[0] == '?' ? "" : "/")}{path}";
}
