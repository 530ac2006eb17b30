using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Admin.SignIn;
using Microsoft.AspNetCore.Identity;

namespace CsmPartners.Web.Admin.Passwords;

/// <summary>A new password by letter: the way is open again, for the browser that chose it at least, and the owner is told.</summary>
public sealed class PasswordReset(UserManager<StaffMember> people, StaffRecord record, ResetLinks links, KnownDevices devices, AccountMail mail, SiteDb db)
{
    /// <param name="person">Whose link it is.</param>
    /// <param name="form">As it was typed.</param>
    /// <param name="line">Makes a line for the record.</param>
    /// <param name="cancellation">Of the request.</param>
    public async Task<IdentityResult> ApplyAsync(
        StaffMember person, LinkedPassword form, Func<StaffMember, AuditAction, AuditEvent> line, CancellationToken cancellation)
    {
        var (result, hadPasskeys) = (IdentityResult.Success, false);
        var isChanged = await record.ChangeSignInAsync(
            person.Id,
            stamp: null,
            async owner =>
            {
                var changed = line(owner, AuditAction.PasswordChanged);
                db.AuditEvents.Add(changed);
                result = await people.ResetPasswordAsync(owner, form.Token!, form.Password!);
                if (!StaffRecord.IsTaken(result))
                    return null;
                await links.RemoveAsync(owner);
                if (form.DropPasskeys)
                {
                    // Whoever reads the person's mail has one factor, not two.
                    hadPasskeys = await record.DropPasskeysAsync(owner, keepsSecondFactor: true, line(owner, AuditAction.PasskeyRemoved));
                    await KnownDevices.ForgetAsync(db, owner.Id);
                }

                await TryCounters.UnlockAsync(db, owner.Id);
                await devices.RememberAsync(db, owner.Id);
                return changed;
            },
            cancellation);
        if (!isChanged)
            return result;
        mail.TellChanged(person, AuditAction.PasswordChanged);
        if (hadPasskeys)
            mail.TellChanged(person, AuditAction.PasskeyRemoved);
        return result;
    }
}
