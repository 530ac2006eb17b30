using CsmPartners.Staff;
using CsmPartners.Web.Admin.SignIn;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CsmPartners.Web.Admin.SignInPasskey;

/// <summary>Signing in with a passkey: instead of password and code, or as the second step.</summary>
[AllowAnonymous, EnableRateLimiting(Throttling.Tries)]
public sealed class SignInPasskeyController(SignInService signIn, SignInManager<StaffMember> session) : DeskController
{
    /// <summary>For any passkey that the browser has for this site, so that nothing is said about whose there are.</summary>
    [HttpPost(DeskLinks.SignInPasskeyOptions)]
    public async Task<IActionResult> Ask() => Content(await session.MakePasskeyRequestOptionsAsync(null!), "application/json");

    [HttpPost(DeskLinks.SignInPasskey)]
    public async Task<IActionResult> Enter([FromForm] string? credential, [FromForm] string? from)
    {
        if (!string.IsNullOrEmpty(credential) && (await signIn.EnterByPasskeyAsync(credential, Audit)).Succeeded)
            return LocalRedirect(Url.Local(from) ?? DeskLinks.Home);
        Say(Ui["Passkey.Failed"]);
        return LocalRedirect(DeskLinks.SignIn);
    }
}
