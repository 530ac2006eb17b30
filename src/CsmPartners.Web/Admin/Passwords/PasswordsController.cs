using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CsmPartners.Web.Admin.Passwords;

/// <summary>A forgotten password: a letter with a link, and the screen that the link opens.</summary>
[AllowAnonymous]
public sealed class PasswordsController(UserManager<StaffMember> people, SiteDb db, StaffMail mail, OwnAddress own) : DeskController
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

        db.AuditEvents.Add(Audit(AuditAction.PasswordResetRequested, email!.Trim()));
        await db.SaveChangesAsync();
        if (await people.FindByEmailAsync(email.Trim()) is { PasswordHash: not null, DeactivatedAt: null } person)
        {
            var words = Ui.In(Language.Find(person.Language) ?? Language.Kk);
            var link = own.Of($"{DeskLinks.NewPassword}?user={person.Id}&token={Uri.EscapeDataString(await people.GeneratePasswordResetTokenAsync(person))}");
            // Nobody waits for the letter, or the time would tell whether the address is known.
            _ = mail.SendAsync(person, words["Password.Letter.Subject"], words.Format("Password.Letter", person.Name, link));
        }

        Say(Ui["Password.Sent"]);
        return LocalRedirect(DeskLinks.SignIn);
    }

    [HttpGet(DeskLinks.NewPassword)]
    public async Task<IActionResult> Choose(string? user, string? token) =>
        await FindAsync(user, token) is { } person ? Form(person, token!) : Expired();

    [HttpPost(DeskLinks.NewPassword), EnableRateLimiting(Throttling.Tries)]
    public async Task<IActionResult> Set([FromForm] LinkedPassword form)
    {
        if (await FindAsync(form.User, form.Token) is not { } person)
            return Expired();
        if (!form.IsTypedTwice(ModelState, Ui))
            return Form(person, form.Token!);
        db.AuditEvents.Add(AuditOf(person, AuditAction.PasswordChanged));
        person.LockoutEnd = null;
        person.AccessFailedCount = 0;
        var result = await people.ResetPasswordAsync(person, form.Token!, form.Password!);
        if (!result.Succeeded)
        {
            ModelState.AddErrors(result, Ui);
            return Form(person, form.Token!);
        }

        Say(Ui["Password.Changed"]);
        return LocalRedirect(DeskLinks.SignIn);
    }

    private async Task<StaffMember?> FindAsync(string? user, string? token) =>
        StaffRecord.IdOf(user) is { } id && await people.FindByIdAsync(id) is { PasswordHash: not null, DeactivatedAt: null } person
        && await people.VerifyUserTokenAsync(person, people.Options.Tokens.PasswordResetTokenProvider, UserManager<StaffMember>.ResetPasswordTokenPurpose, token ?? "")
            ? person : null;

    private ViewResult Ask(string? email) => Show("Ask", new AskPage { Title = Ui["Password.Title"], Lead = Ui["Password.Lead"], Email = email });

    private ViewResult Form(StaffMember person, string token) => Show("ChoosePassword", new ChoosePasswordPage
    {
        Title = Ui["Password.New"],
        Lead = Ui.Format("Password.New.Lead", person.Email!),
        Action = DeskLinks.NewPassword,
        Email = person.Email!,
        User = person.Id,
        Token = token,
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
}
