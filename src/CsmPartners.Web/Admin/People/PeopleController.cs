using CsmPartners.Staff;
using CsmPartners.Web.Admin.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.People;

/// <summary>Who works at the desk; a new person comes by invitation.</summary>
[Needs(StaffRole.Administrator), Route(DeskLinks.People)]
public sealed class PeopleController(UserManager<StaffMember> people, Invitations invitations, SiteDb db, TimeProvider clock) : DeskController
{
    [HttpGet]
    public Task<IActionResult> List() => ShowAsync(new InvitationForm());

    [HttpPost]
    public async Task<IActionResult> Invite([FromForm] InvitationForm form)
    {
        var person = form.ToPerson(ModelState, Ui, clock.GetUtcNow().UtcDateTime);
        if (!ModelState.IsValid)
            return await ShowAsync(form);
        db.AuditEvents.Add(Audit(AuditAction.Invited, person.Name, null, Ui.Of(person.Role)));
        var result = await people.CreateAsync(person);
        if (!result.Succeeded)
        {
            ModelState.AddErrors(result, Ui);
            return await ShowAsync(form);
        }

        Say(await invitations.SendAsync(person) ? Ui.Format("People.Invited", person.Email!) : Ui["People.MailFailed"]);
        return LocalRedirect(DeskLinks.Person(person.Id));
    }

    private async Task<IActionResult> ShowAsync(InvitationForm form)
    {
        var staff = await db.Users.AsNoTracking().ToListAsync();
        var withPasskey = await db.UserPasskeys.Select(p => p.UserId).Distinct().ToListAsync();
        return Show("People", new PeoplePage
        {
            Title = Ui["Desk.People"],
            Lead = Ui["People.Lead"],
            Section = "people",
            Form = form,
            People = [.. staff
                .OrderBy(p => p.DeactivatedAt is not null).ThenByDescending(p => p.Role).ThenBy(p => p.Name, Language.Comparer)
                .Select(p => new PersonRow(p.Id, p.Name, p.Email!, p.Role, p.State(), p.TwoFactorEnabled || withPasskey.Contains(p.Id), p.LastSignInAt))],
        });
    }
}

public sealed class PeoplePage : DeskPage
{
    public required IReadOnlyList<PersonRow> People { get; init; }

    public required InvitationForm Form { get; init; }
}

public sealed record PersonRow(int Id, string Name, string Email, StaffRole Role, StaffState State, bool HasSecondFactor, DateTime? LastSignInAt);

public enum StaffState
{
    Active,
    Invited,
    Deactivated,
}

internal static class StaffStates
{
    public static StaffState State(this StaffMember person) =>
        person.DeactivatedAt is not null ? StaffState.Deactivated : person.PasswordHash is null ? StaffState.Invited : StaffState.Active;
}
