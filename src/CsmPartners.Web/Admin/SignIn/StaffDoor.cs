using CsmPartners.Staff;
using Microsoft.AspNetCore.Identity;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace CsmPartners.Web.Admin.SignIn;

/// <summary>Lets people in by their password, and writes down who came and who was refused.</summary>
public sealed class StaffDoor(SignInManager<StaffMember> session, SiteDb db, TimeProvider clock)
{
    private static readonly StaffMember Nobody = new();
    private static readonly string NobodysHash = new PasswordHasher<StaffMember>().HashPassword(Nobody, Guid.NewGuid().ToString());

    public async Task<SignInResult> EnterAsync(string email, string password, Func<AuditAction, string, int?, string, AuditEvent> audit)
    {
        var people = session.UserManager;
        var person = email.Length <= 256 ? await people.FindByEmailAsync(email.Trim()) : null;
        if (person?.PasswordHash is null || person.DeactivatedAt is not null || await people.IsLockedOutAsync(person))
        {
            // As long as a real check takes, so that the clock tells nothing either.
            people.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            return await RefuseAsync(SignInResult.Failed);
        }

        var result = await session.PasswordSignInAsync(person, password, isPersistent: false, lockoutOnFailure: true);
        if (result.RequiresTwoFactor)
            return result;
        if (!result.Succeeded)
            return await RefuseAsync(result);
        await WelcomeAsync(person, audit);
        return result;

        async Task<SignInResult> RefuseAsync(SignInResult refusal)
        {
            // What has no @ may be a password in the wrong field.
            db.AuditEvents.Add(audit(refusal.IsLockedOut ? AuditAction.LockedOut : AuditAction.SignInFailed, email.Contains('@', StringComparison.Ordinal) ? email.Trim() : "", null, ""));
            await db.SaveChangesAsync();
            return refusal;
        }
    }

    /// <summary>Whichever way the person proved who they are.</summary>
    public async Task WelcomeAsync(StaffMember person, Func<AuditAction, string, int?, string, AuditEvent> audit)
    {
        person.LastSignInAt = clock.GetUtcNow().UtcDateTime;
        var line = audit(AuditAction.SignedIn, person.Name, null, "");
        line.ActorId = person.Id;
        line.ActorName = person.Name;
        db.AuditEvents.Add(line);
        await db.SaveChangesAsync();
    }
}
