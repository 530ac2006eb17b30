using System.Buffers.Text;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Admin.Proof;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Passkeys;

/// <summary>A person's own passkeys: in the telephone, the computer or on a key ring.</summary>
[FreshProof(DeskLinks.Passkeys)]
public sealed class PasskeysController(SignInManager<StaffMember> session, AccountMail mail, SiteDb db) : DeskController
{
    public const int NameLength = 100;
    public const int Most = 20;

    private readonly UserManager<StaffMember> people = session.UserManager;

    [HttpGet(DeskLinks.Passkeys)]
    public async Task<IActionResult> Open() => await ShowAsync(await MyselfAsync());

    [HttpPost(DeskLinks.PasskeyOptions)]
    public async Task<IActionResult> Ask()
    {
        var person = await MyselfAsync();
        return Content(await session.MakePasskeyCreationOptionsAsync(new() { Id = $"{person.Id}", Name = person.Email!, DisplayName = person.Name }), "application/json");
    }

    [HttpPost(DeskLinks.Passkeys)]
    public async Task<IActionResult> Add([FromForm] string? credential, [FromForm] string? name)
    {
        var person = await MyselfAsync();
        var typed = ModelState.Check(Ui, "Name", name, NameLength);
        if (!ModelState.IsValid)
            return await ShowAsync(person, name);
        var hadFactor = await session.IsTwoFactorEnabledAsync(person);
        var made = string.IsNullOrEmpty(credential) ? null : await session.PerformPasskeyAttestationAsync(credential);
        if (made is not { Succeeded: true } || made.UserEntity.Id != $"{person.Id}" || (await people.GetPasskeysAsync(person)).Count >= Most)
        {
            ModelState.AddModelError("", Ui["Passkeys.NotAdded"]);
            return await ShowAsync(person, name);
        }

        made.Passkey.Name = typed;
        db.AuditEvents.Add(Audit(AuditAction.PasskeyAdded, Me.Name, null, typed));
        // In the same save: the other sessions end.
        person.SecurityStamp = Guid.NewGuid().ToString();
        if (!(await people.AddOrUpdatePasskeyAsync(person, made.Passkey)).Succeeded)
            return Collided(DeskLinks.Passkeys);
        await session.RefreshSignInAsync(person);
        mail.TellChanged(person, AuditAction.PasskeyAdded);
        Say(Ui.Format("Passkeys.Added", typed));
        return hadFactor ? LocalRedirect(DeskLinks.Passkeys) : await ShowCodesAsync(person);
    }

    [HttpPost(DeskLinks.PasskeyName)]
    public async Task<IActionResult> Rename([FromForm] string? id, [FromForm] string? name)
    {
        var person = await MyselfAsync();
        if (await FindAsync(person, id) is not { } passkey)
            return NotFound();
        passkey.Name = ModelState.Check(Ui, "Name-" + id, name, NameLength);
        if (!ModelState.IsValid)
            return await ShowAsync(person);
        if (!(await people.AddOrUpdatePasskeyAsync(person, passkey)).Succeeded)
            return Collided(DeskLinks.Passkeys);
        Say(Ui["Passkeys.Renamed"]);
        return LocalRedirect(DeskLinks.Passkeys);
    }

    [HttpPost(DeskLinks.PasskeyRemoval)]
    public async Task<IActionResult> Remove([FromForm] string? id)
    {
        var person = await MyselfAsync();
        if (await FindAsync(person, id) is not { } passkey)
            return NotFound();
        db.AuditEvents.Add(Audit(AuditAction.PasskeyRemoved, Me.Name, null, passkey.Name ?? ""));
        person.SecurityStamp = Guid.NewGuid().ToString();
        if (!(await people.RemovePasskeyAsync(person, passkey.CredentialId)).Succeeded)
            return Collided(DeskLinks.Passkeys);
        await session.RefreshSignInAsync(person);
        mail.TellChanged(person, AuditAction.PasskeyRemoved);
        Say(Ui["Passkeys.Removed"]);
        return LocalRedirect(DeskLinks.Passkeys);
    }

    private async Task<StaffMember> MyselfAsync() => (await people.GetUserAsync(User))!;

    private async Task<UserPasskeyInfo?> FindAsync(StaffMember person, string? id) =>
        (await people.GetPasskeysAsync(person)).FirstOrDefault(p => Base64Url.EncodeToString(p.CredentialId) == id);

    private async Task<IActionResult> ShowCodesAsync(StaffMember person) => Show("RecoveryCodes", new SecondFactor.RecoveryCodesPage
    {
        Title = Ui["SecondFactor.Codes.Title"],
        Lead = Ui["SecondFactor.Codes.Lead"],
        Crumbs = [(Ui["Account.Title"], DeskLinks.Account), (Ui["Passkeys.Title"], DeskLinks.Passkeys)],
        Codes = [.. await people.GenerateNewTwoFactorRecoveryCodesAsync(person, SecondFactor.SecondFactorController.RecoveryCodes) ?? []],
    });

    private async Task<IActionResult> ShowAsync(StaffMember person, string? name = null) => Show("Passkeys", new PasskeysPage
    {
        Title = Ui["Passkeys.Title"],
        Lead = Ui["Passkeys.Lead"],
        Crumbs = [(Ui["Account.Title"], DeskLinks.Account)],
        Name = name,
        Passkeys = [.. (await people.GetPasskeysAsync(person)).Select(p => new PasskeyRow(Base64Url.EncodeToString(p.CredentialId), p.Name ?? "", p.CreatedAt.UtcDateTime))],
    });
}

public sealed class PasskeysPage : DeskPage
{
    public string? Name { get; init; }

    public required IReadOnlyList<PasskeyRow> Passkeys { get; init; }
}

public sealed record PasskeyRow(string Id, string Name, DateTime CreatedAt);
