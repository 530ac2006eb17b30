using CsmPartners.Staff;
using CsmPartners.Web.Admin.SignIn;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CsmPartners.Web.Admin.Passwords;

/// <summary>A forgotten password: a letter with a link, and the screen that the link opens.</summary>
[AllowAnonymous]
public sealed class PasswordsController(
    UserManager<StaffMember> people, ResetLinks links, ResetRequests requests, SignInRecord record, PasswordReset reset) : DeskController
{
    [HttpGet(DeskLinks.ForgottenPassword)]
    public IActionResult Ask() => Ask(null);

    /// <summary>Answers the same whether the address is somebody's or not.</summary>
    [HttpPost(DeskLinks.ForgottenPassword), EnableRateLimiting(Throttling.Tries)]
    public async Task<IActionResult> Send([FromForm] string? email)
    {
        if (!EmailAddress.IsOne(email))
        {
            ModelState.AddModelError("Email", Ui["Account.Email.Wrong"]);
            return Ask(email);
        }

        await record.FailedAsync(FailureKind.ResetRequest, email!, await people.FindByEmailAsync(email!.Trim()), null, Audit);
        requests.Add(email.Trim());
        Say(Ui["Password.Sent"]);
        return LocalRedirect(DeskLinks.SignIn);
    }

    [HttpGet(DeskLinks.NewPassword)]
    public async Task<IActionResult> Choose(string? user, string? token) =>
        await links.FindAsync(user, token) is { } person ? await FormAsync(person, token!) : Expired();

    [HttpPost(DeskLinks.NewPassword), EnableRateLimiting(Throttling.Tries)]
    public async Task<IActionResult> Set([FromForm] LinkedPassword form)
    {
        if (await links.FindAsync(form.User, form.Token) is not { } person)
            return Expired();
        if (!form.IsTypedTwice(ModelState, Ui))
            return await FormAsync(person, form.Token!);
        var result = await reset.ApplyAsync(person, form, (owner, action) => AuditOf(owner, action), HttpContext.RequestAborted);
        if (!result.Succeeded)
        {
            ModelState.AddErrors(result, Ui);
            return await FormAsync(person, form.Token!);
        }

        Say(Ui["Password.Changed"]);
        return LocalRedirect(DeskLinks.SignIn);
    }

    private ViewResult Ask(string? email) => Show("Ask", new AskPage { Title = Ui["Password.Title"], Lead = Ui["Password.Lead"], Email = email });

    private async Task<ViewResult> FormAsync(StaffMember person, string token) => Show("ChoosePassword", new ChoosePasswordPage
    {
        Title = Ui["Password.New"],
        Lead = Ui.Format("Password.New.Lead", person.Email!),
        Action = DeskLinks.NewPassword,
        Email = person.Email!,
        User = person.Id,
        Token = token,
        HasPasskeys = (await people.GetPasskeysAsync(person)).Count > 0,
    });

    private ViewResult Expired()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return Show("LinkExpired", new DeskPage { Title = Ui["Password.Expired"], Lead = Ui["Password.Expired.Lead"] });
    }
}

public sealed class AskPage : DeskPage
{
    public string? Email { get; init; }
}

/// <summary>A password chosen on the screen that a letter's link opens.</summary>
public sealed class LinkedPassword : ChosenPassword
{
    public string? User { get; set; }

    public string? Token { get; set; }
}

public sealed class ChoosePasswordPage : DeskPage
{
    public required string Action { get; init; }

    /// <summary>So that the browser's own keeper of passwords knows whose it is.</summary>
    public required string Email { get; init; }

    public required int User { get; init; }

    public required string Token { get; init; }

    public bool HasPasskeys { get; init; }
}
