using System.Globalization;
using CsmPartners.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.People;

/// <summary>Changes to people, each made as a whole or not at all; none leaves the desk without an administrator, or makes a second first one.</summary>
public sealed class StaffRecord(UserManager<StaffMember> people, SiteDb db)
{
    /// <summary>So many a person has at first.</summary>
    public const int RecoveryCodes = 10;

    /// <summary>A person's id as it came with a request, in the form that Identity understands; null if it is none.</summary>
    public static string? IdOf(string? typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>Makes the change, ends the person's sessions and writes the line, unless no administrator would be left.</summary>
    /// <param name="change">Made to the person as the database has them by then.</param>
    /// <param name="line">Written from the person before the change; null where somebody else has just made it.</param>
    public async Task<StaffChange> ChangeAsync(int id, Func<StaffMember, Task> change, Func<StaffMember, AuditEvent?> line, CancellationToken cancellation)
    {
        var outcome = StaffChange.Gone;
        await db.RetryInTransactionAsync(
            async token =>
            {
                await db.LockSiteAsync(token);
                var person = await db.Users.SingleOrDefaultAsync(p => p.Id == id, token);
                outcome = person is null ? StaffChange.Gone : StaffChange.Done;
                if (person is null || line(person) is not { } written)
                    return null;
                await change(person);
                db.AuditEvents.Add(written);
                Succeed(await people.UpdateSecurityStampAsync(person));
                if (await db.Users.AnyAsync(p => p.Role == StaffRole.Administrator && p.DeactivatedAt == null && p.PasswordHash != null, token))
                    return written;
                outcome = StaffChange.LastAdministrator;
                return null;
            },
            cancellation);
        return outcome;
    }

    /// <summary>Changes how somebody signs in, with what that brings about and the lines of the record: all of it or nothing.</summary>
    /// <param name="id">Whose it is.</param>
    /// <param name="stamp">Of whoever asks for it: a session that was ended meanwhile changes nothing. Null where that is nobody's session.</param>
    /// <param name="change">
    /// Made to the person as the database has them by then, once more where another change came between. Answers with a line that it added;
    /// null to undo everything.
    /// </param>
    /// <param name="cancellation">Of the request.</param>
    /// <returns>Whether it was made.</returns>
    public Task<bool> ChangeSignInAsync(int id, string? stamp, Func<StaffMember, Task<AuditEvent?>> change, CancellationToken cancellation) =>
        db.RetryInTransactionAsync(
            async token =>
            {
                var person = await db.Users.SingleOrDefaultAsync(p => p.Id == id && (stamp == null || p.SecurityStamp == stamp), token);
                return person is null ? null : await change(person);
            },
            cancellation);

    /// <summary>Lifts every lock of an account.</summary>
    public Task<bool> UnlockAsync(int id, Func<AuditEvent> line, CancellationToken cancellation) => ChangeSignInAsync(
        id,
        stamp: null,
        async person =>
        {
            await TryCounters.UnlockAsync(db, person.Id);
            var written = line();
            db.AuditEvents.Add(written);
            await db.SaveChangesAsync();
            return written;
        },
        cancellation);

    /// <summary>
    /// Keeps what a passkey said of itself when it was used. Identity would add one anew that was removed at this very moment.
    /// </summary>
    /// <returns>False where it, or how the account is signed in to, has been changed since.</returns>
    public Task<bool> KeepAsync(StaffMember person, UserPasskeyInfo passkey) => db.RepeatInTransactionAsync(
        async token =>
        {
            var owner = await db.Users.SingleOrDefaultAsync(p => p.Id == person.Id && p.SecurityStamp == person.SecurityStamp, token);
            if (owner is null || !await db.UserPasskeys.AnyAsync(p => p.UserId == owner.Id && p.CredentialId == passkey.CredentialId, token))
                return false;
            Succeed(await people.AddOrUpdatePasskeyAsync(owner, passkey));
            return true;
        },
        CancellationToken.None);

    /// <summary>In the place of those there were.</summary>
    public async Task<IReadOnlyList<string>> MakeRecoveryCodesAsync(StaffMember person, int count = RecoveryCodes) =>
        [.. await people.GenerateNewTwoFactorRecoveryCodesAsync(person, count) ?? throw new DbUpdateConcurrencyException("The person was changed meanwhile.")];

    /// <summary>
    /// Removes all passkeys of an account, as part of another change, for whoever fears that one of them is somebody else's. Where they were
    /// the only second factor, one of the recovery codes is asked for from then on.
    /// </summary>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> DropPasskeysAsync(StaffMember person, bool keepsSecondFactor, AuditEvent line)
    {
        if (await db.UserPasskeys.Where(p => p.UserId == person.Id).ExecuteDeleteAsync() == 0)
            return false;
        person.TwoFactorEnabled |= keepsSecondFactor;
        db.Add(line);
        await db.SaveChangesAsync();
        return true;
    }

    /// <summary>Creates the first administrator, unless there is anybody by now, or no site (the database was emptied).</summary>
    public async Task<IdentityResult?> CreateFirstAsync(StaffMember person, string password, AuditEvent line, CancellationToken cancellation)
    {
        IdentityResult? result = null;
        await db.RetryInTransactionAsync(
            async token =>
            {
                result = null;
                await db.LockSiteAsync(token);
                if (await db.Users.AnyAsync(token) || !await db.SiteStates.AnyAsync(token))
                    return null;
                (person.Id, line.Id) = (0, 0);
                db.AuditEvents.Add(line);
                result = await people.CreateAsync(person, password);
                return result.Succeeded ? line : null;
            },
            cancellation);
        return result;
    }

    internal static void Succeed(IdentityResult result)
    {
        if (!IsTaken(result))
            throw new InvalidOperationException(Reasons(result));
    }

    /// <summary>False where what the person typed was refused.</summary>
    /// <exception cref="DbUpdateConcurrencyException">The row has changed since it was read, as by a sign-in, which Identity takes for an answer.</exception>
    internal static bool IsTaken(IdentityResult result) => result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure))
        ? throw new DbUpdateConcurrencyException(Reasons(result))
        : result.Succeeded;

    private static string Reasons(IdentityResult result) => string.Join(' ', result.Errors.Select(e => e.Description));
}

public enum StaffChange
{
    Done,

    /// <summary>Nobody would be left who may do such things.</summary>
    LastAdministrator,

    /// <summary>There is no such person.</summary>
    Gone,
}
