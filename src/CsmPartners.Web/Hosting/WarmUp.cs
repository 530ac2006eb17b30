using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// What the first page needs is made ready beside the start, on the machine's other processors, and the keys for forms after it. Where
/// something of it fails, whoever needs it says so.
/// </summary>
internal static class WarmUp
{
    public static void WarmUpAside(this WebApplication app)
    {
        _ = Task.Run(() =>
        {
            foreach (var language in Language.All)
                _ = Ui.In(language);
            _ = app.Services.GetRequiredService<MarkdownText>()
                .Render(new PublishedSite(0, 1, new Museum(), [], [], []), new("**1** [1](/ru)", Language.Kk), Language.Kk);
            _ = app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors;
            _ = app.Services.GetRequiredService<IRazorViewEngine>().GetView(executingFilePath: null, "/Site/Shared/Frame.cshtml", isMainPage: true);
        });
        _ = Task.Run(async () =>
        {
            await app.Services.GetRequiredService<PublishedSiteKeeper>().LookedAsync(default);
            app.Services.GetRequiredService<IKeyRingProvider>().GetCurrentKeyRing();
        });
    }
}
