using CsmPartners.Staff;
using CsmPartners.Web.Admin;
using CsmPartners.Web.Admin.FirstAdministrator;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Admin.Passwords;
using CsmPartners.Web.Admin.Passkeys;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Admin.Proof;
using CsmPartners.Web.Admin.SecondFactor;
using CsmPartners.Web.Admin.SignIn;
using Microsoft.AspNetCore.Identity;

namespace CsmPartners.Web.Hosting;

/// <summary>Who may come to the desk: ASP.NET Core Identity over the site's own tables.</summary>
internal static class Accounts
{
    public static void AddSiteAccounts(this IServiceCollection services)
    {
        // Before Identity's own, whose rules and words it replaces.
        services.AddScoped<IPasswordValidator<StaffMember>, PasswordRules>();
        services.AddIdentityCore<StaffMember>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                // The e-mail address is the name to sign in with; its own check is enough.
                identity.User.AllowedUserNameCharacters = "";
                // Tries are counted and bounded by TryCounter.
                identity.Lockout.AllowedForNewUsers = false;
            })
            .AddEntityFrameworkStores<SiteDb>()
            .AddSignInManager<StaffSession>()
            .AddClaimsPrincipalFactory<StaffClaims>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<InvitationTokens>(InvitationTokens.Name);
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordCheck.Iterations);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = ResetLink.Lifespan);
        // A change of role, a deactivation, a sign-out everywhere count from the next click on.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
        services.AddScoped<ISecurityStampValidator, StampValidator>();
        services.AddSessions();
        services.AddThrottling();
        services.AddAuthorization(options =>
        {
            foreach (var role in Enum.GetValues<StaffRole>())
                options.AddPolicy(role.ToString(), policy => policy.RequireAuthenticatedUser().RequireAssertion(c => StaffIdentity.Of(c.User)?.Role >= role));
        });
        services.AddScoped<SignInService>();
        services.AddScoped<SignInRecord>();
        services.AddSingleton<ThrottledTries>();
        services.AddScoped<SecretTries>();
        services.AddScoped<KnownDevices>();
        services.AddScoped<PasswordCheck>();
        services.AddScoped<AccountProof>();
        services.AddScoped<TelephoneKeys>();
        services.AddSingleton<NobodysPassword>();
        services.AddSingleton<ChecksUnderWay>();
        services.AddSingleton<TryCounters>();
        services.AddSingleton<AccountMail>();
        services.AddScoped<ResetLinks>();
        services.AddScoped<PasswordReset>();
        services.AddSingleton<ResetRequests>();
        services.AddScoped<StaffRecord>();
        services.AddScoped<Invitations>();
        services.AddSingleton<OwnAddress>();
        services.AddSingleton<StaffMail>();
        services.AddSingleton<FirstLink>();
        services.AddHostedService<FirstLinkPrinter>();
    }

    /// <summary>
    /// Who somebody is, is asked at the desk only, where alone the session's cookie is read (<see cref="Cookies"/>): for a visitor's page
    /// the asking would be a tenth of the work. What is for staff elsewhere would be refused to everybody.
    /// </summary>
    public static void UseSiteAccounts(this WebApplication app)
    {
        // Else the framework puts both in front of every address.
        foreach (var placed in new[] { "__AuthenticationMiddlewareSet", "__AuthorizationMiddlewareSet" })
            ((IApplicationBuilder)app).Properties[placed] = true;
        app.UseWhen(DeskErrors.IsAtDesk, desk => desk.UseAuthentication());
        app.UseRateLimiter();
        app.UseWhen(DeskErrors.IsAtDesk, desk => desk.UseAuthorization().UseSecondFactor());
    }
}
