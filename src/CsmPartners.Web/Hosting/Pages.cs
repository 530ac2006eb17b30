using System.Text.Encodings.Web;
using System.Text.Unicode;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CsmPartners.Web.Hosting;

internal static class Pages
{
    /// <summary>Views stand beside the controllers: Site/Partners/Partner.cshtml.</summary>
    public static void AddSitePages(this IServiceCollection services)
    {
        services.AddControllersWithViews(options => options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true);
        services.Configure<RazorViewEngineOptions>(options =>
        {
            options.ViewLocationFormats.Clear();
            options.ViewLocationFormats.Add("/Site/{1}/{0}.cshtml");
            options.ViewLocationFormats.Add("/Site/Shared/{0}.cshtml");
            options.AreaViewLocationFormats.Clear();
            options.AreaViewLocationFormats.Add("/{2}/{1}/{0}.cshtml");
            options.AreaViewLocationFormats.Add("/{2}/Shared/{0}.cshtml");
        });
    }

    public static void AddSiteRendering(this IServiceCollection services)
    {
        // The default encoder writes every Cyrillic letter as seven bytes.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<MarkdownText>();
        services.AddSingleton<Fragments>();
        services.AddSingleton<PublicOrigin>();
    }
}
