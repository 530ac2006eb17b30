using CsmPartners.Staff;
using CsmPartners.Web.Admin.Passwords;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.FirstAdministrator;

/// <summary>Makes the first administrator, by the link in the log of an empty site.</summary>
[AllowAnonymous, Route(DeskLinks.FirstAdministrator)]
public sealed class FirstAdministratorController(FirstLink link, StaffRecord record, SiteDb db, TimeProvider clock) : DeskController
{
    [HttpGet]
    public async Task<IActionResult> Open(string? token) =>
        link.IsGenuine(token) && !await db.Users.AnyAsync() ? Form(new FirstForm { Token = token }) : Expired();

    [HttpPost, EnableRateLimiting(Throttling.Tries)]
    public async Task<IActionResult> Create([FromForm] FirstForm form)
    {
        if (!link.IsGenuine(form.Token) || await db.Users.AnyAsync())
            return Expired();
        var person = form.ToPerson(ModelState, Ui, Language, clock.GetUtcNow().UtcDateTime);
        if (!ModelState.IsValid)
            return Form(form);
        var result = await record.CreateFirstAsync(person, form.Password!, Audit(AuditAction.FirstAdministrator, person.Name), HttpContext.RequestAborted);
        if (result is null)
            return Expired();
        if (!result.Succeeded)
        {
            ModelState.AddErrors(result, Ui);
            return Form(form);
        }

        Say(Ui["First.Created"]);
        return LocalRedirect(DeskLinks.SignIn);
    }

    private ViewResult Form(FirstForm form) => Show("First", new FirstPage { Title = Ui["First.Title"], Lead = Ui["First.Lead"], Form = form });

    private ViewResult Expired()
    {
        Response.StatusCode = StatusCodes.Status410Gone;
        return Show("LinkExpired", new DeskPage { Title = Ui["First.Expired"], Lead = Ui["First.Expired.Lead"] });
    }
}

public sealed class FirstPage : DeskPage
{
    public required FirstForm Form { get; init; }
}
