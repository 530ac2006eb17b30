using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Admin.Passwords;
using CsmPartners.Web.Admin.SignIn;
using CsmPartners.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Proof;

/// <summary>Whether a signed-in person knows the account's password: counted, bounded and recorded as at the door, apart from what strangers try there.</summary>
public sealed class AccountProof(SecretTries tries, PasswordCheck passwords, TryCounters counters, IDbContextFactory<SiteDb> databases, SignInRecord record, AccountMail mail)
{
    /// <returns>What is wrong, in the person's words; null where the password is right.</returns>
    public async Task<string?> ProblemAsync(StaffMember person, string? typed, Language language, AuditLine audit)
    {
        var words = Ui.In(language);
        if (string.IsNullOrEmpty(typed))
            return words["Account.Password.Missing"];
        var guess = new Guess(person.Email!, person.Id, TryCounter.Session, SecretKind.Password);
        var wasLookedAt = false;
        var outcome = await tries.TryAsync(guess, mayLook => passwords.IsRightAsync((wasLookedAt = mayLook) ? person : null, typed));
        if (outcome.IsRight)
        {
            await AcceptAsync(person, SignInWay.Password, audit);
            return null;
        }

        // What is not looked at can be sent without end, and the record is for good.
        await (wasLookedAt ? RefuseAsync(person, outcome.LocksUntil, audit) : record.FailedAsync(FailureKind.Proof, person.Email!, person, null, audit));
        return await counters.LockedUntilAsync(person.Id, TryCounter.Session) is { } until
            ? words.Format("Proof.Locked", DeskClock.ToString(until, language)) : words["Account.Password.Wrong"];
    }

    public async Task AcceptAsync(StaffMember person, SignInWay way, AuditLine audit)
    {
        await using var db = await databases.CreateDbContextAsync();
        db.Add(audit(AuditAction.Proved, person.Name, null, Ui.In(Language.Find(person.Language) ?? Language.Kk).Of(way)));
        await db.SaveChangesAsync();
    }

    /// <summary>A passkey was shown that is none of the person's.</summary>
    public Task RefuseAsync(StaffMember person, AuditLine audit) => RefuseAsync(person, locksUntil: null, audit);

    private async Task RefuseAsync(StaffMember person, DateTime? locksUntil, AuditLine audit)
    {
        await using var db = await databases.CreateDbContextAsync();
        db.Add(audit(AuditAction.ProofFailed, person.Name));
        if (locksUntil is not null)
            db.Add(audit(AuditAction.LockedOut, person.Email!));
        await db.SaveChangesAsync();
        if (locksUntil is { } until)
            mail.TellProofLocked(person, until);
    }
}
