using System.Security.Claims;
using CsmPartners.Staff;
using CsmPartners.Web.Admin;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CsmPartners.Web.Hosting;

/// <summary>Identity's sign-in with the desk's rules: who left stays out, a passkey is a second factor too, and a session that was ended is over.</summary>
public sealed class StaffSession(
    UserManager<StaffMember> people,
    IHttpContextAccessor context,
    IUserClaimsPrincipalFactory<StaffMember> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<StaffMember>> log,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<StaffMember> confirmation)
    : SignInManager<StaffMember>(people, context, claims, options, log, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(StaffMember user) => user.DeactivatedAt is null && await base.CanSignInAsync(user);

    // A new session for whoever proves who they are; renewing a cookie goes on with the one there is.
    public override async Task SignInWithClaimsAsync(StaffMember user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var properties = authenticationProperties ?? new();
        if (!OpenSessions.IsNumbered(properties))
        {
            await EndAsync();
            await Sessions.StartAsync(user.Id, properties);
        }

        await base.SignInWithClaimsAsync(user, properties, additionalClaims);
    }

    public override Task SignOutAsync() => LeaveAsync();

    /// <returns>Whether the session was open until now.</returns>
    public async Task<bool> LeaveAsync()
    {
        // The browser first: whatever becomes of the row, its cookies go.
        await base.SignOutAsync();
        return await EndAsync();
    }

    /// <summary>For whoever has shown the right password.</summary>
    public Task<SignInResult> EnterAsync(StaffMember person) => SignInOrTwoFactorAsync(person, isPersistent: false);

    /// <summary>The second step. Only a right code from the telephone goes on to Identity, which counts wrong ones in the account's own row.</summary>
    public async Task<SignInResult> EnterByCodeAsync(StaffMember person, string code)
    {
        if (!IsFromTelephone(code))
            return await TwoFactorRecoveryCodeSignInAsync(AsMade(code));
        return await UserManager.VerifyTwoFactorTokenAsync(person, UserManager.Options.Tokens.AuthenticatorTokenProvider, code)
            && await Context.RequestServices.GetRequiredService<UsedCodes>().TakeAsync(person.Id, code)
                ? await TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)
                : SignInResult.Failed;
    }

    /// <summary>Identity's recovery codes are two groups of five with a hyphen between; people leave that out.</summary>
    private static string AsMade(string code)
    {
        var signs = string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return signs.Length == 10 ? $"{signs[..5]}-{signs[5..]}" : signs;
    }

    internal static bool IsFromTelephone(string code) => code.Length == 6 && code.All(char.IsAsciiDigit);

    // Tries are counted and bounded by TryCounter.
    protected override Task<bool> IsLockedOut(StaffMember user) => Task.FromResult(false);

    public override async Task<bool> IsTwoFactorEnabledAsync(StaffMember user) =>
        user.TwoFactorEnabled || (await UserManager.GetPasskeysAsync(user)).Count > 0;

    // Identity throws where nobody had asked for a passkey, as when the page was left open for too long.
    public override async Task<PasskeyAssertionResult<StaffMember>> PerformPasskeyAssertionAsync(string credentialJson)
    {
        try
        {
            return await base.PerformPasskeyAssertionAsync(credentialJson);
        }
        catch (InvalidOperationException e)
        {
            return PasskeyAssertionResult.Fail<StaffMember>(new PasskeyException(e.Message));
        }
    }

    public override async Task<PasskeyAttestationResult> PerformPasskeyAttestationAsync(string credentialJson)
    {
        try
        {
            return await base.PerformPasskeyAttestationAsync(credentialJson);
        }
        catch (InvalidOperationException e)
        {
            return PasskeyAttestationResult.Fail(new PasskeyException(e.Message));
        }
    }

    /// <summary>The signed-in person has just proved once more who they are.</summary>
    public Task ProveAsync() => Context.Features.Get<OpenSession>() is { } session ? Sessions.ProveAsync(session) : Task.CompletedTask;

    private OpenSessions Sessions => Context.RequestServices.GetRequiredService<OpenSessions>();

    private async Task<bool> EndAsync() => Context.Features.Get<OpenSession>() is { } session && await Sessions.EndAsync(session);

    protected override async Task<SignInResult> SignInOrTwoFactorAsync(StaffMember user, bool isPersistent, string? loginProvider = null, bool bypassTwoFactor = false) =>
        await PreSignInCheck(user) ?? await base.SignInOrTwoFactorAsync(user, isPersistent, loginProvider, bypassTwoFactor);
}

/// <summary>
/// A cookie of before a change is refused, and no more. Identity would sign out besides, and so end the session of whoever has just made
/// the change in another window, which goes on under the same number with a newer cookie.
/// </summary>
internal sealed class StampValidator(IOptions<SecurityStampValidatorOptions> options, SignInManager<StaffMember> session, ILoggerFactory log)
    : SecurityStampValidator<StaffMember>(options, session, log)
{
    public override async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (await VerifySecurityStamp(context.Principal) is { } person)
            await SecurityStampVerified(person, context);
        else
            context.RejectPrincipal();
    }
}

/// <summary>What the session's cookie says; made anew at each request, so that it is never out of date.</summary>
internal sealed class StaffClaims(UserManager<StaffMember> people, IOptions<IdentityOptions> options, SiteDb db)
    : UserClaimsPrincipalFactory<StaffMember>(people, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(StaffMember user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.RemoveClaim(identity.FindFirst(ClaimTypes.Name));
        identity.AddClaims([new(ClaimTypes.Name, user.Name), new(ClaimTypes.Role, user.Role.ToString()), new(StaffIdentity.LanguageClaim, user.Language)]);
        if (await OwesSecondFactorAsync(user))
            identity.AddClaim(new(SecondFactor.DueClaim, "true"));
        return identity;
    }

    private async Task<bool> OwesSecondFactorAsync(StaffMember user) =>
        !user.TwoFactorEnabled
        && await db.DeskSettings.AsNoTracking().Select(s => s.SecondFactorFrom).SingleOrDefaultAsync() is { } from
        && user.Role >= from
        && (await UserManager.GetPasskeysAsync(user)).Count == 0;
}
