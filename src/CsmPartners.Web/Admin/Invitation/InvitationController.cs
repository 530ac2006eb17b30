using CsmPartners.Staff;
using CsmPartners.Web.Admin.Passwords;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CsmPartners.Web.Admin.Invitation;

/// <summary>Where the link of an invitation leads: the person chooses a password and may come in.</summary>
[AllowAnonymous, Route(DeskLinks.Invitation)]
public sealed class InvitationController(UserManager<StaffMember> people, Invitations invitations, SiteDb db) : DeskController
{
    [HttpGet]
    public async Task<IActionResult> Open(string? user, string? token) =>
        await invitations.FindAsync(user, token) is { } person ? Form(person, token!) : Expired();

    [HttpPost, EnableRateLimiting(Throttling.Tries)]
    public async Task<IActionResult> Accept([FromForm] LinkedPassword form)
    {
        if (await invitations.FindAsync(form.User, form.Token) is not { } person)
            return Expired();
        if (!form.IsTypedTwice(ModelState, Ui))
            return Form(person, form.Token!);
        person.EmailConfirmed = true;
        db.AuditEvents.Add(AuditOf(person, AuditAction.InvitationAccepted));
        var result = await people.AddPasswordAsync(person, form.Password!);
        if (!result.Succeeded)
        {
            ModelState.AddErrors(result, Ui);
            return Form(person, form.Token!);
        }

        Say(Ui["Invitation.Accepted"]);
        return LocalRedirect(DeskLinks.SignIn);
    }

    private ViewResult Form(StaffMember person, string token) => Show("ChoosePassword", new ChoosePasswordPage
    {
        Title = Ui.Format("Invitation.Title", person.Name),
        Lead = Ui.Format("Invitation.Lead", person.Email!),
        Action = DeskLinks.Invitation,
        Email = person.Email!,
        User = person.Id,
        Token = token,
    });

    private ViewResult Expired()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return Show("LinkExpired", new DeskPage { Title = Ui["Invitation.Expired"], Lead = Ui["Invitation.Expired.Lead"] });
    }
}
