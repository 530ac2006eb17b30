using CsmPartners.Web.Admin;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Hosting;

/// <summary>The cookies of the desk: who is signed in, who is half way in, and that a form is our own.</summary>
internal static class Sessions
{
    /// <summary>With which the names of the desk's own cookies begin.</summary>
    public const string Cookie = "csm-desk";

    private static readonly TimeSpan StatusPatience = TimeSpan.FromSeconds(3);

    public static void AddSessions(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies =>
        {
            cookies.ApplicationCookie!.Configure(cookie =>
            {
                Secure(cookie, Cookie);
                // An open form says every so often that somebody is there; whoever left without signing out is out soon.
                cookie.ExpireTimeSpan = TimeSpan.FromHours(2);
                cookie.SlidingExpiration = true;
                cookie.LoginPath = DeskLinks.SignIn;
                cookie.ReturnUrlParameter = "from";
                cookie.Events.OnValidatePrincipal = StillValidAsync;
                cookie.Events.OnRedirectToLogin = ToTheDoorAsync;
                cookie.Events.OnRedirectToAccessDenied = context =>
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return Task.CompletedTask;
                };
            });
            cookies.TwoFactorUserIdCookie!.Configure(cookie => Secure(cookie, Cookie + "-step"));
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "csm-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<CookieTempDataProviderOptions>(options => options.Cookie.Name = "csm-notice");
        services.AddSingleton(provider => new EndedSessionsFile(
            DataFolder.PathOf(provider.GetRequiredService<IConfiguration>(), provider.GetRequiredService<IHostEnvironment>(), "ended-sessions"),
            provider.GetRequiredService<ILogger<EndedSessionsFile>>()));
        services.AddSingleton<EndedSessions>();
        services.AddHostedService(provider => provider.GetRequiredService<EndedSessions>());
        services.AddScoped<OpenSessions>();
        services.AddScoped<UsedCodes>();
        services.AddKeylessForms();
    }

    private static void Secure(CookieAuthenticationOptions cookie, string name)
    {
        cookie.Cookie.Name = name;
        cookie.Cookie.Path = DeskLinks.Home;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    /// <summary>Asks the database anew. While that is away nobody is known to be signed in, and the way to the door says why.</summary>
    private static async Task StillValidAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<OpenSessions>();
        if (sessions.IsEnded(context.Properties))
        {
            context.RejectPrincipal();
            return;
        }

        try
        {
            if (DeskErrors.IsDatabaseAway(context.HttpContext))
                throw new TimeoutException("The database is away.");
            await AskAsync(context, sessions);
        }
        // The screen about the state of things is for such moments, and shows nothing that anybody wrote: the cookie's own word is enough.
        catch (Exception e) when (IsStatus(context) && (e is OperationCanceledException || DeskErrors.OfTheDatabase(e)))
        {
        }
        catch (Exception e) when (DeskErrors.OfTheDatabase(e))
        {
            if (SigningOut.IsAsked(context.HttpContext))
                sessions.EndUnseen(context.Properties);
            context.RejectPrincipal();
            context.HttpContext.Items[typeof(Sessions)] = e;
        }
    }

    // Identity asks for as long as the request goes on, which may be longer than that screen is to take.
    private static async Task AskAsync(CookieValidatePrincipalContext context, OpenSessions sessions)
    {
        var request = context.HttpContext;
        var aborted = request.RequestAborted;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        if (IsStatus(context))
            patience.CancelAfter(StatusPatience);
        request.RequestAborted = patience.Token;
        try
        {
            if (StaffIdentity.Of(context.Principal!) is not { } person || await sessions.FindAsync(person.Id, context.Properties, patience.Token) is not { } session)
            {
                context.RejectPrincipal();
                return;
            }

            request.Features.Set(session);
            await SecurityStampValidator.ValidatePrincipalAsync(context);
        }
        finally
        {
            request.RequestAborted = aborted;
        }
    }

    private static bool IsStatus(CookieValidatePrincipalContext context) => context.Request.Path == DeskLinks.Status;

    /// <summary>Whoever sends a form must not lose it on the way to the door: that gets a page of its own, with the form on it.</summary>
    private static Task ToTheDoorAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.HttpContext.Items.ContainsKey(typeof(Sessions)))
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            // Without the host: what a request claims to have asked for is not to be trusted with where people go.
            context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
        else
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
