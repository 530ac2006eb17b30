using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Admin.Passwords;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Admin.Proof;
using CsmPartners.Web.Admin.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Account;

/// <summary>A person's own name, language, password and sessions.</summary>
public sealed class AccountController(
    SignInManager<StaffMember> session, AccountProof proof, StaffRecord record, AccountMail mail, SiteDb db) : DeskController
{
    private readonly UserManager<StaffMember> people = session.UserManager;

    [HttpGet(DeskLinks.Account)]
    public async Task<IActionResult> Open() => await ShowAsync(await MyselfAsync());

    [HttpPost(DeskLinks.Account)]
    public async Task<IActionResult> Save([FromForm] string? name, [FromForm] string? language)
    {
        var person = await MyselfAsync();
        var typed = ModelState.Check(Ui, "Name", name, StaffMember.NameLength);
        if (Language.Find(language) is not { } chosen)
            ModelState.AddModelError("Language", Ui["Line.Choose"]);
        else if (ModelState.IsValid)
        {
            (person.Name, person.Language) = (typed, chosen.Code);
            var result = await people.UpdateAsync(person);
            if (!result.Succeeded)
            {
                ModelState.AddErrors(result, Ui);
                return await ShowAsync(person, name, language);
            }

            await session.RefreshSignInAsync(person);
            Say(CsmPartners.Web.Localization.Ui.In(chosen)["Account.Saved"]);
            return LocalRedirect(DeskLinks.Account);
        }

        return await ShowAsync(person, name, language);
    }

    [HttpPost(DeskLinks.AccountPassword)]
    public async Task<IActionResult> ChangePassword([FromForm] PasswordChange form)
    {
        var person = await MyselfAsync();
        if (!form.IsTypedTwice(ModelState, Ui))
            return await ShowAsync(person);
        if (await proof.ProblemAsync(person, form.Current, Language, Audit) is { } problem)
        {
            ModelState.AddModelError(nameof(form.Current), problem);
            return await ShowAsync(person);
        }

        var (result, hadPasskeys) = (IdentityResult.Success, false);
        var isChanged = await record.ChangeSignInAsync(
            Me.Id,
            Me.Stamp,
            async myself =>
            {
                var line = Audit(AuditAction.PasswordChanged, Me.Name);
                db.AuditEvents.Add(line);
                result = await people.ResetPasswordAsync(myself, await people.GeneratePasswordResetTokenAsync(myself), form.Password!);
                if (!StaffRecord.IsTaken(result))
                    return null;
                hadPasskeys = form.DropPasskeys && await record.DropPasskeysAsync(myself, keepsSecondFactor: false, Audit(AuditAction.PasskeyRemoved, Me.Name));
                return line;
            },
            HttpContext.RequestAborted);
        if (!isChanged)
        {
            if (result.Succeeded)
                return Collided(DeskLinks.Account);
            ModelState.AddErrors(result, Ui);
            return await ShowAsync(person);
        }

        person = await MyselfAsync();
        mail.TellChanged(person, AuditAction.PasswordChanged);
        if (hadPasskeys)
            mail.TellChanged(person, AuditAction.PasskeyRemoved);
        await session.RefreshSignInAsync(person);
        Say(Ui["Account.Password.Changed"]);
        return LocalRedirect(DeskLinks.Account);
    }

    [HttpPost(DeskLinks.AccountSessions)]
    public async Task<IActionResult> EndSessions()
    {
        var isEnded = await record.ChangeSignInAsync(
            Me.Id,
            Me.Stamp,
            async myself =>
            {
                var line = Audit(AuditAction.SignedOutEverywhere, Me.Name);
                db.AuditEvents.Add(line);
                StaffRecord.Succeed(await people.UpdateSecurityStampAsync(myself));
                await KnownDevices.ForgetAsync(db, myself.Id);
                return line;
            },
            HttpContext.RequestAborted);
        if (!isEnded)
            return Collided(DeskLinks.Account);
        await session.SignOutAsync();
        ClearBrowser();
        Say(Ui["Account.Sessions.Ended"]);
        return LocalRedirect(DeskLinks.SignIn);
    }

    private async Task<StaffMember> MyselfAsync() => (await people.GetUserAsync(User))!;

    private async Task<IActionResult> ShowAsync(StaffMember person, string? name = null, string? language = null) => Show("Account", new AccountPage
    {
        Title = Ui["Account.Title"],
        Lead = Ui["Account.Lead"],
        Name = name ?? person.Name,
        Email = person.Email!,
        Chosen = language ?? person.Language,
        HasCodes = person.TwoFactorEnabled,
        Passkeys = await people.GetPasskeysAsync(person),
    });
}

public sealed class PasswordChange : ChosenPassword
{
    public string? Current { get; set; }
}

public sealed class AccountPage : DeskPage
{
    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string Chosen { get; init; }

    /// <summary>Whether signing in asks for a code from the telephone.</summary>
    public required bool HasCodes { get; init; }

    public required IList<UserPasskeyInfo> Passkeys { get; init; }
}
