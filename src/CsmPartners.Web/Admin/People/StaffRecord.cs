using System.Data;
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
    public Task<bool> ChangeAsync(StaffMember person, Action<StaffMember> change, Func<AuditEvent> line) => AloneAsync(async () =>
    {
        change(person);
        db.AuditEvents.Add(line());
        var result = await people.UpdateSecurityStampAsync(person);
        return result.Succeeded && await db.Users.AnyAsync(p => p.Role == StaffRole.Administrator && p.DeactivatedAt == null && p.PasswordHash != null);
    });

    /// <summary>Creates the first administrator, unless there is anybody by now.</summary>
    public async Task<IdentityResult?> CreateFirstAsync(StaffMember person, string password, AuditEvent line)
    {
        IdentityResult? result = null;
        await AloneAsync(async () =>
        {
            if (await db.Users.AnyAsync())
                return false;
            db.AuditEvents.Add(line);
            result = await people.CreateAsync(person, password);
            return result.Succeeded;
        });
        return result;
    }

    /// <summary>In a transaction that no other such transaction overlaps; undone where the answer is no.</summary>
    private Task<bool> AloneAsync(Func<Task<bool>> work) => db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable);
        if (!await work())
            return false;
        await transaction.CommitAsync();
        return true;
    });
}
