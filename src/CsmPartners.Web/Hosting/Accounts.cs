using System.Security.Claims;
using CsmPartners.Staff;
using CsmPartners.Web.Admin;
using CsmPartners.Web.Admin.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CsmPartners.Web.Hosting;

/// <summary>Who may come to the desk: ASP.NET Core Identity over the site's own tables.</summary>
internal static class Accounts
{
    public static void AddSiteAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<StaffMember>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                // The e-mail address is the name to sign in with; its own check is enough.
                identity.User.AllowedUserNameCharacters = "";
                identity.Password = new() { RequiredLength = 12, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddEntityFrameworkStores<SiteDb>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<StaffClaims>()
            .AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "csm-desk";
            cookie.Cookie.Path = DeskLinks.Home;
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(8);
            cookie.SlidingExpiration = true;
            cookie.LoginPath = DeskLinks.SignIn;
            cookie.ReturnUrlParameter = "from";
        });
        // A change of role, a deactivation, a sign-out everywhere count from the next click on.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
        services.AddScoped<StaffDoor>();
        services.AddAuthorization(options =>
        {
            foreach (var role in Enum.GetValues<StaffRole>())
                options.AddPolicy(role.ToString(), policy => policy.RequireAuthenticatedUser().RequireAssertion(c => StaffIdentity.Of(c.User)?.Role >= role));
        });
    }

    /// <summary>At the desk only: a visitor's page asks nobody who they are.</summary>
    public static void UseSiteAccounts(this WebApplication app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments(DeskLinks.Home, StringComparison.Ordinal), desk =>
        {
            desk.UseAuthentication();
            desk.UseAuthorization();
        });

    private sealed class StaffClaims(UserManager<StaffMember> people, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<StaffMember>(people, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StaffMember user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            identity.RemoveClaim(identity.FindFirst(ClaimTypes.Name));
            identity.AddClaims([new(ClaimTypes.Name, user.Name), new(ClaimTypes.Role, user.Role.ToString()), new(StaffIdentity.LanguageClaim, user.Language)]);
            return identity;
        }
    }
}
