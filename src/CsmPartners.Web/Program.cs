using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Media.Worker;

// Before everything else: a worker is started for each upload and loads nothing of the site.
if (MediaWorker.IsAskedFor(args))
    return MediaWorker.Run(args[1]);

if (CsmPartners.Language.CheckIcu() is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 1;
}

if (!Command.TryRead(args, out var settings, out var command))
    return Command.Misused;

var builder = WebApplication.CreateBuilder(settings);
// Before anything else reads a connection string, whose fault would hide that it holds a password.
builder.RefuseSecretsInSources();
if (DatabaseSettings.Problem(builder.Configuration) is { } wrong)
{
    await Console.Error.WriteLineAsync(wrong);
    return 1;
}

builder.AddSiteLogging();
builder.AddSiteTelemetry();
builder.AddSiteServer();
builder.AddSiteProxies();
builder.AddSiteCompression();
builder.Services.AddSitePageCache();
builder.AddSiteDraining();
// Before the database's own services, which ask for keys at start and have to know whether it answers.
builder.Services.AddPublishedSite();
builder.AddSiteDatabase();
builder.Services.AddSiteNodes();
builder.Services.AddSiteLanguages();
builder.Services.AddSiteRendering();
builder.Services.AddSitePages();
builder.Services.AddSiteDesk();
builder.Services.AddVisitorLetters();
builder.Services.AddSiteAccounts();
builder.Services.AddSharedKeys();
builder.AddSiteMedia();
builder.Services.AddSiteHealth();

// Disposed at the end, so that the last lines of the log are written whichever way it ends.
await using var app = builder.Build();
if (command is not null)
    return await command.RunAsync(app);

// Beside each other and what follows: each is a large part of a start.
var preparing = Task.Run(app.PrepareDatabaseAsync);
app.WarmUpAside();
app.UseSiteDraining();
app.UseSiteProxies();
app.UseSiteCookies();
app.UseSitePageCache();
app.UseSiteLogging();
app.UseSiteHeaders();
app.UseSiteHosts();
app.UseOpenAccess();
app.UseSiteErrors();
app.UseSiteFraming();
app.UseSiteLimits();
app.UseSiteCompression();
app.UseSiteAddresses();
app.UseDeskErrors();
app.UseRouting();
app.UseKnownQueries();
app.UseLongBodies();
app.UseSiteAccounts();
app.MapSiteHealth();
app.MapSecurityText();
app.MapSiteAssets();
app.MapControllers().WithStaticAssets();

if (!await preparing)
    return 1;
await app.RunAsync();
return 0;

public partial class Program;
