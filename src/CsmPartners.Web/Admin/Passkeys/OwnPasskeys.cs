using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Passkeys;

/// <summary>All passkeys of an account at once, for whoever fears that one of them is somebody else's.</summary>
public sealed class OwnPasskeys(IDbContextFactory<SiteDb> databases, AccountMail mail)
{
    /// <summary>Removes them. Where they were the only second factor, one of the recovery codes is asked for from then on.</summary>
    public async Task DropAsync(StaffMember person, bool keepsSecondFactor, AuditEvent line)
    {
        await using var db = await databases.CreateDbContextAsync();
        if (!await db.UserPasskeys.AnyAsync(p => p.UserId == person.Id))
            return;
        // First: a process that ends between the two must not leave the account with the password alone.
        if (keepsSecondFactor)
            await db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(row => row.SetProperty(p => p.TwoFactorEnabled, true));
        await db.UserPasskeys.Where(p => p.UserId == person.Id).ExecuteDeleteAsync();
        db.Add(line);
        await db.SaveChangesAsync();
        mail.TellChanged(person, AuditAction.PasskeyRemoved);
    }
}
