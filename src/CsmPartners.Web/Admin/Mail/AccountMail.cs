using CsmPartners.Staff;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Admin.Mail;

/// <summary>Tells people what happened to their own accounts, so that whoever did not do it learns of it. Nobody waits for these letters.</summary>
public sealed class AccountMail(StaffMail mail, OwnAddress own)
{
    public void TellLocked(StaffMember person, SecretKind tried, DateTime until)
    {
        var language = Language.Find(person.Language) ?? Language.Kk;
        var words = Ui.In(language);
        var text = words.Format(
            "Account.Letter.Locked",
            person.Name,
            DeskClock.ToString(until, language),
            words[$"Account.Letter.Locked.{tried}"],
            own.Of(DeskLinks.ForgottenPassword));
        _ = mail.SendAsync(person, words["Account.Letter.Locked.Subject"], text);
    }
}
