using CsmPartners.Expiry;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.SignIn;

/// <summary>
/// Who came, who was refused and who was locked out. Written by contexts of its own, so that nothing else that is saved or refused in
/// the same request takes a line with it.
/// </summary>
public sealed class SignInRecord(IDbContextFactory<SiteDb> databases, AccountMail mail, TimeProvider clock)
{
    public async Task SignedInAsync(StaffMember person, SignInWay way, AuditLine audit)
    {
        await using var db = await databases.CreateDbContextAsync();
        var now = clock.GetUtcNow().UtcDateTime;
        // Before this line is written, whose time is the machine's.
        var newest = await db.ReadNewestRowAsync(now, default) ?? now;
        var line = audit(AuditAction.SignedIn, person.Name, null, Ui.In(Language.Find(person.Language) ?? Language.Kk).Of(way));
        (line.ActorId, line.ActorName) = (person.Id, person.Name);
        db.Add(line);
        await db.SaveChangesAsync();
        await db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(row => row.SetProperty(p => p.LastSignInAt, now));
        await ExpireFailuresAsync(db, (now, newest));
    }

    private static async Task ExpireFailuresAsync(SiteDb db, (DateTime Machine, DateTime Rows) clocks)
    {
        const string All = "all";
        var old = db.SignInFailures.Where(f => f.At < clocks.Rows - SignInFailure.Kept);
        string[] due = await old.AnyAsync() ? [All] : [];
        if ((await db.LookAgainAsync(DeletionKind.SignInFailure, due, key => due.Contains(key), clocks, default)).Count == 0)
            return;
        await old.ExecuteDeleteAsync();
        await db.ForgetAsync(DeletionKind.SignInFailure, due, default);
    }

    /// <param name="kind">What was tried.</param>
    /// <param name="email">As it was typed.</param>
    /// <param name="person">Whose it is; null where it is nobody's.</param>
    /// <param name="locksUntil">Set where this try locked the account.</param>
    /// <param name="audit">Makes the line of the record.</param>
    public async Task FailedAsync(FailureKind kind, string email, StaffMember? person, DateTime? locksUntil, AuditLine audit)
    {
        await using var db = await databases.CreateDbContextAsync();
        var typed = EmailAddress.IsOne(email) ? email.Trim() : "";
        var from = audit(AuditAction.LockedOut, person?.Email ?? "");
        var isLock = person is not null && locksUntil is not null;
        if (isLock)
            db.Add(from);
        await AddAsync(db, new() { At = from.At, Kind = kind, Email = typed, StaffId = person?.Id, Address = from.Address });
        if (isLock)
            mail.TellLocked(person!, kind == FailureKind.Code ? SecretKind.Code : SecretKind.Password, locksUntil!.Value);
    }

    /// <summary>Somebody tries so often that what they send is not read any more.</summary>
    public async Task TooManyAsync(string address)
    {
        await using var db = await databases.CreateDbContextAsync();
        await AddAsync(db, new() { At = clock.GetUtcNow().UtcDateTime, Kind = FailureKind.TooMany, Address = address });
    }

    private static async Task AddAsync(SiteDb db, SignInFailure failure)
    {
        db.Add(failure);
        await db.SaveChangesAsync();
        await db.SignInFailures.Where(f => f.Id <= failure.Id - SignInFailure.Most).ExecuteDeleteAsync();
    }
}

/// <summary>By what somebody came in.</summary>
public enum SignInWay
{
    Password,

    /// <summary>From the telephone, after the password.</summary>
    Code,

    /// <summary>In the place of the telephone's, after the password.</summary>
    RecoveryCode,

    Passkey,
}
