using CsmPartners.Staff;
using CsmPartners.Web.Admin.SignIn;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CsmPartners.Web.Admin.SignInCode;

/// <summary>The second step: a code from the person's telephone, or one of the recovery codes kept for when it is not at hand.</summary>
[AllowAnonymous, Route(DeskLinks.SignInCode)]
public sealed class SignInCodeController(SignInService signIn, SignInManager<StaffMember> session) : DeskController
{
    [HttpGet]
    public async Task<IActionResult> Open(string? from) =>
        await session.GetTwoFactorAuthenticationUserAsync() is { } person ? Form(person, from) : LocalRedirect(DeskLinks.SignIn);

    [HttpPost, EnableRateLimiting(Throttling.Tries)]
    public async Task<IActionResult> Enter([FromForm] string? code, [FromForm] string? from)
    {
        if (await session.GetTwoFactorAuthenticationUserAsync() is not { } person)
        {
            Say(Ui["SignIn.Again"]);
            return LocalRedirect(DeskLinks.SignIn);
        }

        if ((await signIn.EnterByCodeAsync(person, code ?? "", Audit)).Succeeded)
            return LocalRedirect(Url.Local(from) ?? DeskLinks.Home);
        ModelState.AddModelError("Code", Ui.LockRule("SignIn.Code.Refused"));
        return Form(person, from);
    }

    private ViewResult Form(StaffMember person, string? from) => Show("SignInCode", new SignInCodePage
    {
        Title = Ui["SignIn.Code.Title"],
        Lead = Ui[person.TwoFactorEnabled ? "SignIn.Code.Lead" : "SignIn.Code.Passkey.Lead"],
        From = Url.Local(from) ?? DeskLinks.Home,
    });
}

public sealed class SignInCodePage : DeskPage
{
    public required string From { get; init; }
}
