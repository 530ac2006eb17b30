using CsmPartners.Staff;
using CsmPartners.Web.Admin.Passwords;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using SignInResult = Microsoft.AspNetCore.Identity.SignInResult;

namespace CsmPartners.Web.Admin.SignIn;

/// <summary>
/// Lets people in. A try is counted before its secret is looked at, and costs the same for every address, whether it is somebody's,
/// nobody's or locked.
/// </summary>
public sealed class SignInService(StaffSession session, SecretTries tries, PasswordCheck passwords, KnownDevices devices, SignInRecord record, StaffRecord staff)
{
    private readonly UserManager<StaffMember> people = session.UserManager;

    public async Task<SignInResult> EnterAsync(string email, string password, AuditLine audit)
    {
        var person = EmailAddress.IsOne(email) ? await people.FindByEmailAsync(email.Trim()) : null;
        var active = person is { PasswordHash: not null, DeactivatedAt: null } ? person : null;
        var source = active is null ? TryCounter.Strangers : await devices.SourceAsync(active.Id);
        var guess = new Guess(email, person?.Id ?? TryCounters.NobodyAt(email), source, SecretKind.Password);
        var outcome = await tries.TryAsync(guess, mayLook => passwords.IsRightAsync(mayLook ? active : null, password));
        if (!outcome.IsRight)
            return await RefuseAsync(FailureKind.Password, email, person, outcome, audit);
        return await FinishAsync(active!, await session.EnterAsync(active!), SignInWay.Password, audit);
    }

    /// <summary>Six digits are a code from the telephone, anything else one of the recovery codes.</summary>
    public async Task<SignInResult> EnterByCodeAsync(StaffMember person, string code, AuditLine audit)
    {
        var plain = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        var isActive = await session.CanSignInAsync(person);
        var result = SignInResult.Failed;
        var guess = new Guess(person.Email!, person.Id, await devices.SourceAsync(person.Id), SecretKind.Code);
        var outcome = await tries.TryAsync(guess, async mayLook =>
        {
            if (mayLook && isActive)
                result = await session.EnterByCodeAsync(person, plain);
            return result.Succeeded;
        });
        var way = StaffSession.IsFromTelephone(plain) ? SignInWay.Code : SignInWay.RecoveryCode;
        return outcome.IsRight ? await FinishAsync(person, result, way, audit) : await RefuseAsync(FailureKind.Code, person.Email!, person, outcome, audit);
    }

    /// <summary>
    /// Signs in whoever holds the passkey that the browser was asked for. No lock stands in its way: it cannot be guessed, and a lock is
    /// what strangers bring about.
    /// </summary>
    public async Task<SignInResult> EnterByPasskeyAsync(string credential, AuditLine audit)
    {
        var proof = await session.PerformPasskeyAssertionAsync(credential);
        // Refused too where the account was changed at this very moment: it may have been this passkey that went.
        if (!proof.Succeeded || !await session.CanSignInAsync(proof.User) || !await staff.KeepAsync(proof.User, proof.Passkey))
            return await RefuseAsync(FailureKind.Passkey, "", proof.User, TryOutcome.NotLookedAt, audit);
        await session.SignInAsync(proof.User, isPersistent: false);
        return await FinishAsync(proof.User, SignInResult.Success, SignInWay.Passkey, audit);
    }

    private async Task<SignInResult> FinishAsync(StaffMember person, SignInResult result, SignInWay way, AuditLine audit)
    {
        if (!result.Succeeded)
            return result;
        await record.SignedInAsync(person, way, audit);
        await devices.RememberAsync(person.Id);
        return result;
    }

    private async Task<SignInResult> RefuseAsync(FailureKind kind, string email, StaffMember? person, TryOutcome outcome, AuditLine audit)
    {
        await record.FailedAsync(kind, email, person, outcome.LocksUntil, audit);
        return SignInResult.Failed;
    }
}
