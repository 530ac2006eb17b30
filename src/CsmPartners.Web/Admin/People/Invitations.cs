using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CsmPartners.Web.Admin.People;

/// <summary>Letters that invite a person to choose a password. Only the newest letter's link works, and only once.</summary>
public sealed class Invitations(UserManager<StaffMember> people, StaffMail mail, OwnAddress own)
{
    private const string Purpose = "invitation";

    /// <returns>Whether the letter went out.</returns>
    public async Task<bool> SendAsync(StaffMember person)
    {
        // The links of earlier letters hold the stamp before this one.
        if (!(await people.UpdateSecurityStampAsync(person)).Succeeded)
            return false;
        var words = Ui.In(Language.Find(person.Language) ?? Language.Kk);
        var token = await people.GenerateUserTokenAsync(person, InvitationTokens.Name, Purpose);
        var link = own.Of($"{DeskLinks.Invitation}?user={person.Id}&token={Uri.EscapeDataString(token)}");
        return await mail.SendAsync(person, words["Invitation.Letter.Subject"], words.Format("Invitation.Letter", person.Name, link));
    }

    /// <summary>The person whose link it is; null where it was used, replaced or has run out.</summary>
    public async Task<StaffMember?> FindAsync(string? user, string? token) =>
        StaffRecord.IdOf(user) is { } id && await people.FindByIdAsync(id) is { PasswordHash: null, DeactivatedAt: null } person
        && await people.VerifyUserTokenAsync(person, InvitationTokens.Name, Purpose, token ?? "") ? person : null;
}

/// <summary>An invitation waits in a letter box for longer than a forgotten password does.</summary>
internal sealed class InvitationTokens(IDataProtectionProvider protection, IOptions<InvitationTokens.Lifespan> options, ILogger<DataProtectorTokenProvider<StaffMember>> log)
    : DataProtectorTokenProvider<StaffMember>(protection, options, log)
{
    public new const string Name = "Invitation";

    public sealed class Lifespan : DataProtectionTokenProviderOptions
    {
        public Lifespan() => (Name, TokenLifespan) = (InvitationTokens.Name, TimeSpan.FromDays(7));
    }
}
