using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Admin.Proof;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Person;

/// <summary>One person, as the administrator sees and changes them. Nobody changes themselves here: that would lock the door from outside.</summary>
[Needs(StaffRole.Administrator), Route(DeskLinks.People + "/{id:int}")]
public sealed class PersonController(
    UserManager<StaffMember> people, StaffRecord record, Invitations invitations, TryCounters counters, AccountMail mail, SiteDb db, TimeProvider clock) : DeskController
{
    [HttpGet]
    public async Task<IActionResult> Open(int id) => await FindAsync(id) is { } person ? await ShowAsync(person) : NotFound();

    [HttpPost("role")]
    public async Task<IActionResult> ChangeRole(int id, [FromForm] string? role)
    {
        if (await FindAsync(id) is not { } person)
            return NotFound();
        if (StaffRoles.Find(role) is not { } chosen)
        {
            ModelState.AddModelError("Role", Ui["Line.Choose"]);
            return await ShowAsync(person);
        }

        return await ChangeAsync(
            person,
            p => p.Role = chosen,
            p => p.Role == chosen ? null : Audit(AuditAction.RoleChanged, p.Name, null, $"{Ui.Of(p.Role)} → {Ui.Of(chosen)}"),
            "People.RoleChanged");
    }

    [HttpPost("deactivation")]
    public async Task<IActionResult> Deactivate(int id) => await FindAsync(id) is { } person
        ? await ChangeAsync(
            person,
            p => p.DeactivatedAt = clock.GetUtcNow().UtcDateTime,
            p => p.DeactivatedAt is null ? Audit(AuditAction.Deactivated, p.Name) : null,
            "People.Deactivated")
        : NotFound();

    [HttpPost("reactivation")]
    public async Task<IActionResult> Reactivate(int id) => await FindAsync(id) is { } person
        ? await ChangeAsync(person, p => p.DeactivatedAt = null, p => p.DeactivatedAt is null ? null : Audit(AuditAction.Reactivated, p.Name), "People.Reactivated")
        : NotFound();

    [HttpPost("sessions")]
    public async Task<IActionResult> EndSessions(int id) => await FindAsync(id) is { } person
        ? await ChangeAsync(person, _ => { }, p => Audit(AuditAction.SignedOutEverywhere, p.Name), "People.SignedOut")
        : NotFound();

    /// <summary>For whoever is kept out by what others tried, and has neither a known device nor a passkey.</summary>
    [HttpPost("unlock")]
    public async Task<IActionResult> Unlock(int id)
    {
        if (await FindAsync(id) is not { } person)
            return NotFound();
        await record.UnlockAsync(id, () => Audit(AuditAction.Unlocked, person.Name), HttpContext.RequestAborted);
        return Answer(person, "People.Unlocked");
    }

    [HttpPost("invitation")]
    public async Task<IActionResult> InviteAgain(int id)
    {
        if (await FindAsync(id) is not { } person || person.State() != StaffState.Invited)
            return NotFound();
        db.AuditEvents.Add(Audit(AuditAction.Invited, person.Name, null, Ui.Of(person.Role)));
        Say(await invitations.SendAsync(person) ? Ui.Format("People.Invited", person.Email!) : Ui["People.MailFailed"]);
        return LocalRedirect(DeskLinks.Person(id));
    }

    /// <summary>For whoever lost the telephone and the recovery codes.</summary>
    [HttpPost("second-factor"), FreshProof]
    public async Task<IActionResult> TakeSecondFactor(int id)
    {
        if (await FindAsync(id) is not { } person)
            return NotFound();
        if (person.Id == Me.Id)
            return Answer(person, "People.NotYourself");
        var answer = await ChangeAsync(
            person, TakeSecondFactorAsync, p => Audit(AuditAction.SecondFactorChanged, p.Name, null, Ui["SecondFactor.Off"]), "People.SecondFactorTaken");
        mail.TellChanged(person, AuditAction.SecondFactorChanged, "SecondFactor.Taken");
        return answer;
    }

    private async Task TakeSecondFactorAsync(StaffMember person)
    {
        StaffRecord.Succeed(await people.ResetAuthenticatorKeyAsync(person));
        foreach (var passkey in await people.GetPasskeysAsync(person))
            StaffRecord.Succeed(await people.RemovePasskeyAsync(person, passkey.CredentialId));
        await record.MakeRecoveryCodesAsync(person, count: 0);
        person.TwoFactorEnabled = false;
    }

    private Task<StaffMember?> FindAsync(int id) => db.Users.FirstOrDefaultAsync(p => p.Id == id);

    private Task<IActionResult> ChangeAsync(StaffMember person, Action<StaffMember> change, Func<StaffMember, AuditEvent?> line, string done) => ChangeAsync(
        person,
        p =>
        {
            change(p);
            return Task.CompletedTask;
        },
        line,
        done);

    private async Task<IActionResult> ChangeAsync(StaffMember person, Func<StaffMember, Task> change, Func<StaffMember, AuditEvent?> line, string done)
    {
        if (person.Id == Me.Id)
            return Answer(person, "People.NotYourself");
        return await record.ChangeAsync(person.Id, change, line, HttpContext.RequestAborted) switch
        {
            StaffChange.Done => Answer(person, done),
            StaffChange.LastAdministrator => Answer(person, "People.LastAdministrator"),
            _ => NotFound(),
        };
    }

    private LocalRedirectResult Answer(StaffMember person, string key)
    {
        Say(Ui.Format(key, person.Name));
        return LocalRedirect(DeskLinks.Person(person.Id));
    }

    private async Task<IActionResult> ShowAsync(StaffMember person) => Show("Person", new PersonPage
    {
        Title = person.Name,
        Lead = Ui["Person.Lead"],
        Section = "people",
        Crumbs = [(Ui["Desk.People"], DeskLinks.People)],
        Of = person,
        HasSecondFactor = person.TwoFactorEnabled || (await people.GetPasskeysAsync(person)).Count > 0,
        LockedUntil = await counters.LockedUntilAsync(person.Id),
        IsMe = person.Id == Me.Id,
    });
}

public sealed class PersonPage : DeskPage
{
    public required StaffMember Of { get; init; }

    public required bool HasSecondFactor { get; init; }

    /// <summary>UTC; null where nothing is locked.</summary>
    public required DateTime? LockedUntil { get; init; }

    public required bool IsMe { get; init; }
}
