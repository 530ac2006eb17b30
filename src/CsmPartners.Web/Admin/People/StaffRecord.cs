using System.Globalization;
using CsmPartners.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.People;

/// <summary>Changes to people that must never leave the desk without an administrator, nor make a second first one.</summary>
public sealed class StaffRecord(UserManager<StaffMember> people, SiteDb db)
{
    /// <summary>A person's id as it came with a request, in the form that Identity understands; null if it is none.</summary>
    public static string? IdOf(string? typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>Makes the change, ends the person's sessions and writes the line, unless no administrator would be left.</summary>
    /// <param name="change">Made to the person as the database has them by then.</param>
    /// <param name="line">Written from the person before the change; null where somebody else has just made it.</param>
    public async Task<StaffChange> ChangeAsync(int id, Action<StaffMember> change, Func<StaffMember, AuditEvent?> line, CancellationToken cancellation)
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
                change(person);
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

    // Identity takes an exception for an answer where the row has changed since it was read, as by a sign-in.
    internal static void Succeed(IdentityResult result)
    {
        if (result.Succeeded)
            return;
        var reasons = string.Join(' ', result.Errors.Select(e => e.Description));
        throw result.Errors.Any(e => e.Code == nameof(IdentityErrorDescriber.ConcurrencyFailure)) ? new DbUpdateConcurrencyException(reasons) : new InvalidOperationException(reasons);
    }
}

public enum StaffChange
{
    Done,

    /// <summary>Nobody would be left who may do such things.</summary>
    LastAdministrator,

    /// <summary>There is no such person.</summary>
    Gone,
}
