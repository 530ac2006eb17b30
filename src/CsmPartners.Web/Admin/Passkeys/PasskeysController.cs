using System.Buffers.Text;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Admin.Proof;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Passkeys;

/// <summary>A person's own passkeys: in the telephone, the computer or on a key ring.</summary>
[FreshProof(DeskLinks.Passkeys)]
public sealed class PasskeysController(SignInManager<StaffMember> session, StaffRecord record, AccountMail mail, SiteDb db) : DeskController
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
        IReadOnlyList<string> codes = [];
        var isAdded = await ChangeAsync(AuditAction.PasskeyAdded, async myself =>
        {
            if (!await AddAsync(myself, made.Passkey))
                return null;
            codes = hadFactor ? [] : await record.MakeRecoveryCodesAsync(myself);
            return typed;
        });
        if (!isAdded)
            return Collided(DeskLinks.Passkeys);
        await ChangedAsync(AuditAction.PasskeyAdded);
        Say(Ui.Format("Passkeys.Added", typed));
        return hadFactor ? LocalRedirect(DeskLinks.Passkeys) : ShowCodes(codes);
    }

    [HttpPost(DeskLinks.PasskeyName)]
    public async Task<IActionResult> Rename([FromForm] string? id, [FromForm] string? name)
    {
        var person = await MyselfAsync();
        if (await FindAsync(person, id) is null)
            return NotFound();
        var typed = ModelState.Check(Ui, "Name-" + id, name, NameLength);
        if (!ModelState.IsValid)
            return await ShowAsync(person);
        if (!await record.ChangeSignInAsync(Me.Id, Me.Stamp, myself => RenameAsync(myself, id, typed), HttpContext.RequestAborted))
            return Collided(DeskLinks.Passkeys);
        Say(Ui["Passkeys.Renamed"]);
        return LocalRedirect(DeskLinks.Passkeys);
    }

    [HttpPost(DeskLinks.PasskeyRemoval)]
    public async Task<IActionResult> Remove([FromForm] string? id)
    {
        var person = await MyselfAsync();
        if (await FindAsync(person, id) is null)
            return NotFound();
        if (!await ChangeAsync(AuditAction.PasskeyRemoved, myself => RemoveAsync(myself, id)))
            return Collided(DeskLinks.Passkeys);
        await ChangedAsync(AuditAction.PasskeyRemoved);
        Say(Ui["Passkeys.Removed"]);
        return LocalRedirect(DeskLinks.Passkeys);
    }

    /// <summary>The change, its audit line and the end of the other sessions; begun again where another change came between.</summary>
    /// <param name="change">Reads what it changes anew; the passkey's name, null where it was not changed.</param>
    private Task<bool> ChangeAsync(AuditAction action, Func<StaffMember, Task<string?>> change) => record.ChangeSignInAsync(
        Me.Id,
        Me.Stamp,
        async person =>
        {
            person.SecurityStamp = Guid.NewGuid().ToString();
            if (await change(person) is not { } name)
                return null;
            var line = Audit(action, Me.Name, null, name);
            db.AuditEvents.Add(line);
            await db.SaveChangesAsync();
            return line;
        },
        HttpContext.RequestAborted);

    private async Task<bool> AddAsync(StaffMember person, UserPasskeyInfo passkey)
    {
        var own = await people.GetPasskeysAsync(person);
        var isThere = own.Any(p => p.CredentialId.AsSpan().SequenceEqual(passkey.CredentialId));
        return !isThere && own.Count < Most && (await people.AddOrUpdatePasskeyAsync(person, passkey)).Succeeded;
    }

    private async Task<string?> RemoveAsync(StaffMember person, string? id) =>
        await FindAsync(person, id) is { } passkey && (await people.RemovePasskeyAsync(person, passkey.CredentialId)).Succeeded ? passkey.Name ?? "" : null;

    private async Task<AuditEvent?> RenameAsync(StaffMember person, string? id, string name)
    {
        if (await FindAsync(person, id) is not { } passkey)
            return null;
        passkey.Name = name;
        var line = Audit(AuditAction.PasskeyRenamed, Me.Name, null, name);
        db.AuditEvents.Add(line);
        StaffRecord.Succeed(await people.AddOrUpdatePasskeyAsync(person, passkey));
        return line;
    }

    /// <summary>This session goes on, and the person is told.</summary>
    private async Task ChangedAsync(AuditAction action)
    {
        var person = await MyselfAsync();
        await session.RefreshSignInAsync(person);
        mail.TellChanged(person, action);
    }

    private async Task<StaffMember> MyselfAsync() => (await people.GetUserAsync(User))!;

    private async Task<UserPasskeyInfo?> FindAsync(StaffMember person, string? id) =>
        (await people.GetPasskeysAsync(person)).FirstOrDefault(p => Base64Url.EncodeToString(p.CredentialId) == id);

    private ViewResult ShowCodes(IReadOnlyList<string> codes) => Show("RecoveryCodes", new SecondFactor.RecoveryCodesPage
    {
        Title = Ui["SecondFactor.Codes.Title"],
        Lead = Ui["SecondFactor.Codes.Lead"],
        Crumbs = [(Ui["Account.Title"], DeskLinks.Account), (Ui["Passkeys.Title"], DeskLinks.Passkeys)],
        Codes = codes,
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
