using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// What the start does one after another is done beside it on the machine's other processors: the model of the database, and what
/// the first page needs. Where something of it fails, whoever needs it says so.
/// </summary>
internal static class WarmUp
{
    public static void WarmUpAside(this WebApplication app)
    {
        _ = Task.Run(async () =>
        {
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<SiteDb>>().CreateDbContextAsync();
            _ = db.Model;
        });
        _ = Task.Run(() =>
        {
            foreach (var language in Language.All)
                _ = Ui.In(language);
            _ = app.Services.GetRequiredService<MarkdownText>().Render(new PublishedSite(0, 1, new Museum(), [], [], []), "**1** [1](/ru)", Language.Kk);
            _ = app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors;
            _ = app.Services.GetRequiredService<IRazorViewEngine>().GetView(executingFilePath: null, "/Site/Overview/Overview.cshtml", isMainPage: true);
        });
    }
}
