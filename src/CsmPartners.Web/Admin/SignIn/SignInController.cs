using CsmPartners.Staff;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.SignIn;

/// <summary>The door of the desk. It says the same to a wrong password, an unknown address and a locked account.</summary>
public sealed class SignInController(StaffDoor door, SignInManager<StaffMember> session, SiteDb db) : DeskController
{
    [AllowAnonymous, HttpGet(DeskLinks.SignIn)]
    public IActionResult Form(string? from) => Form(new SignInForm { From = from });

    [AllowAnonymous, HttpPost(DeskLinks.SignIn)]
    public async Task<IActionResult> Enter([FromForm] SignInForm form)
    {
        if (!form.IsComplete(ModelState, Ui))
            return Form(form);
        var result = await door.EnterAsync(form.Email!, form.Password!, Audit);
        if (result.Succeeded)
            return LocalRedirect(Local(form.From));
        ModelState.AddModelError("", Ui["SignIn.Refused"]);
        return Form(form);
    }

    [HttpPost(DeskLinks.SignOut)]
    public async Task<IActionResult> Leave()
    {
        await session.SignOutAsync();
        db.AuditEvents.Add(Audit(AuditAction.SignedOut, Me.Name));
        await db.SaveChangesAsync();
        Say(Ui["SignIn.SignedOut"]);
        return LocalRedirect(DeskLinks.SignIn);
    }

    private ViewResult Form(SignInForm form) => Show("SignIn", new SignInPage
    {
        Title = Ui["SignIn.Title"],
        Lead = Ui["SignIn.Lead"],
        Email = form.Email,
        From = Url.IsLocalUrl(form.From) ? form.From : null,
    });

    private string Local(string? from) => Url.IsLocalUrl(from) ? from : DeskLinks.Home;
}

public sealed class SignInPage : DeskPage
{
    public string? Email { get; init; }

    /// <summary>Where the person wanted to go.</summary>
    public string? From { get; init; }
}
