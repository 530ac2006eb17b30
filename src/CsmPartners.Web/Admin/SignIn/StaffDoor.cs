using CsmPartners.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace CsmPartners.Web.Admin.SignIn;

/// <summary>Lets people in, and writes down who came and who was refused. Each time an account is locked within a day, it stays so for twice as long.</summary>
public sealed class StaffDoor(SignInManager<StaffMember> session, SiteDb db, TimeProvider clock)
{
    public const int Tries = 5;

    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    private const int MostDoublings = 5;

    private static readonly StaffMember Nobody = new();
    private static readonly string NobodysHash = new PasswordHasher<StaffMember>().HashPassword(Nobody, Guid.NewGuid().ToString());

    private readonly UserManager<StaffMember> people = session.UserManager;

    public async Task<SignInResult> EnterAsync(string email, string password, AuditLine audit)
    {
        var person = EmailAddress.IsOne(email) ? await people.FindByEmailAsync(email.Trim()) : null;
        if (person?.PasswordHash is null || person.DeactivatedAt is not null || await people.IsLockedOutAsync(person))
        {
            // As long as a real check takes, so that the clock tells nothing either.
            people.PasswordHasher.VerifyHashedPassword(Nobody, NobodysHash, password);
            // What has no @ may be a password in the wrong field.
            db.AuditEvents.Add(audit(AuditAction.SignInFailed, email.Contains('@', StringComparison.Ordinal) ? email.Trim() : ""));
            await db.SaveChangesAsync();
            return SignInResult.Failed;
        }

        return await AnswerAsync(person, await session.PasswordSignInAsync(person, password, isPersistent: false, lockoutOnFailure: true), audit);
    }

    /// <summary>Six digits are a code from the telephone, anything else one of the recovery codes.</summary>
    public async Task<SignInResult> EnterByCodeAsync(StaffMember person, string code, AuditLine audit)
    {
        var plain = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        var mayCome = await session.CanSignInAsync(person) && !await people.IsLockedOutAsync(person);
        return await AnswerAsync(
            person,
            !mayCome ? SignInResult.Failed
                : plain.Length == 6 && plain.All(char.IsAsciiDigit) ? await session.TwoFactorAuthenticatorSignInAsync(plain, isPersistent: false, rememberClient: false)
                : await session.TwoFactorRecoveryCodeSignInAsync(plain.ToUpperInvariant()),
            audit);
    }

    /// <summary>Signs in whoever holds the passkey that the browser was asked for.</summary>
    public async Task<SignInResult> EnterByPasskeyAsync(string credential, AuditLine audit)
    {
        var proof = await session.PerformPasskeyAssertionAsync(credential);
        if (!proof.Succeeded || await people.IsLockedOutAsync(proof.User) || !await session.CanSignInAsync(proof.User))
        {
            db.AuditEvents.Add(audit(AuditAction.SignInFailed, ""));
            await db.SaveChangesAsync();
            return SignInResult.Failed;
        }

        await people.AddOrUpdatePasskeyAsync(proof.User, proof.Passkey);
        await session.SignInAsync(proof.User, isPersistent: false);
        return await AnswerAsync(proof.User, SignInResult.Success, audit);
    }

    private async Task<SignInResult> AnswerAsync(StaffMember person, SignInResult result, AuditLine audit)
    {
        if (result.RequiresTwoFactor)
            return result;
        var line = audit(result.Succeeded ? AuditAction.SignedIn : result.IsLockedOut ? AuditAction.LockedOut : AuditAction.SignInFailed, result.Succeeded ? person.Name : person.Email!);
        if (result.Succeeded)
        {
            (line.ActorId, line.ActorName) = (person.Id, person.Name);
            person.LastSignInAt = clock.GetUtcNow().UtcDateTime;
        }
        else if (result.IsLockedOut)
        {
            var yesterday = clock.GetUtcNow().UtcDateTime.AddDays(-1);
            var before = await db.AuditEvents.CountAsync(a => a.Action == AuditAction.LockedOut && a.Subject == person.Email && a.At > yesterday);
            person.LockoutEnd = clock.GetUtcNow() + (Pause * Math.Pow(2, Math.Min(before, MostDoublings)));
        }

        db.AuditEvents.Add(line);
        await db.SaveChangesAsync();
        return result;
    }
}
