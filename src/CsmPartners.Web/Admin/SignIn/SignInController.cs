using CsmPartners.Staff;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.SignIn;

/// <summary>The door of the desk. It says the same to a wrong password, an unknown address and a locked account.</summary>
public sealed class SignInController(SignInService signIn, StaffSession session, SiteDb db) : DeskController
{
    [AllowAnonymous, HttpGet(DeskLinks.SignIn)]
    public Task<IActionResult> Open(string? from) => FormAsync(new SignInForm { From = from });

    [AllowAnonymous, HttpPost(DeskLinks.SignIn), EnableRateLimiting(Throttling.Tries)]
    public async Task<IActionResult> Enter([FromForm] SignInForm form)
    {
        if (!form.IsComplete(ModelState, Ui))
            return await FormAsync(form);
        var result = await signIn.EnterAsync(form.Email!, form.Password!, Audit);
        if (result.Succeeded)
            return LocalRedirect(Local(form.From));
        if (result.RequiresTwoFactor)
            return LocalRedirect($"{DeskLinks.SignInCode}?from={Uri.EscapeDataString(Local(form.From))}");
        ModelState.AddModelError("", Ui.LockRule("SignIn.Refused"));
        return await FormAsync(form);
    }

    [HttpPost(DeskLinks.SignOut)]
    public async Task<IActionResult> Leave()
    {
        ClearBrowser();
        // Another window may have been there first, and has said so.
        if (!await session.LeaveAsync())
            return LocalRedirect(DeskLinks.SignIn);
        db.AuditEvents.Add(Audit(AuditAction.SignedOut, Me.Name));
        db.Database.SetCommandTimeout(OpenSessions.Timeout);
        await TryAsync(() => db.SaveChangesAsync());
        Say(Ui["SignIn.SignedOut"]);
        return LocalRedirect(DeskLinks.SignIn);
    }

    private async Task<IActionResult> FormAsync(SignInForm form) => Show("SignIn", new SignInPage
    {
        Title = Ui["SignIn.Title"],
        Lead = Ui["SignIn.Lead"],
        Email = form.Email,
        From = Local(form.From),
        IsNobodyThere = !await db.Users.AnyAsync(),
    });

    private string Local(string? from) => Url.Local(from) ?? DeskLinks.Home;
}

public sealed class SignInPage : DeskPage
{
    public string? Email { get; init; }

    /// <summary>Where the person wanted to go.</summary>
    public required string From { get; init; }

    /// <summary>The site is new: its first administrator is still to be made.</summary>
    public bool IsNobodyThere { get; init; }
}
