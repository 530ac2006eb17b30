using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Admin.Passkeys;
using CsmPartners.Web.Admin.SignIn;

namespace CsmPartners.Web.Admin.Passwords;

/// <summary>What follows a new password by letter: the way is open again, for the browser that chose it at least, and the owner is told.</summary>
public sealed class ResetEffects(ResetLinks links, TryCounters counters, KnownDevices devices, OwnPasskeys passkeys, AccountMail mail)
{
    /// <param name="person">Whose password it is.</param>
    /// <param name="dropsPasskeys">The line of the record, where the passkeys and known browsers are to go too.</param>
    public async Task ApplyAsync(StaffMember person, AuditEvent? dropsPasskeys)
    {
        if (dropsPasskeys is not null)
        {
            // Whoever reads the person's mail has one factor, not two.
            await passkeys.DropAsync(person, keepsSecondFactor: true, dropsPasskeys);
            await devices.ForgetAsync(person.Id);
        }

        await links.RemoveAsync(person);
        await counters.UnlockAsync(person.Id);
        await devices.RememberAsync(person.Id);
        mail.TellChanged(person, AuditAction.PasswordChanged);
    }
}
