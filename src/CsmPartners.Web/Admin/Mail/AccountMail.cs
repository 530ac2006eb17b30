using CsmPartners.Staff;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Admin.Mail;

/// <summary>Tells people what happened to their own accounts, so that whoever did not do it learns of it. Nobody waits for these letters.</summary>
public sealed class AccountMail(StaffMail mail, OwnAddress own, TimeProvider clock)
{
    /// <summary>A password or a factor of the account was changed.</summary>
    /// <param name="detail">Key of the words that say more, where the action alone does not.</param>
    public void TellChanged(StaffMember person, AuditAction what, string? detail = null) =>
        Send(person, "Account.Letter.Changed", words => detail is null ? words.Of(what) : words[detail], clock.GetUtcNow().UtcDateTime);

    /// <summary>Somebody who is signed in did not know the password, often enough.</summary>
    public void TellProofLocked(StaffMember person, DateTime until) => Send(person, "Account.Letter.ProofLocked", words => words["Proof.Title"], until);

    /// <summary>Wrong secrets have locked the account for those who tried them.</summary>
    public void TellLocked(StaffMember person, SecretKind tried, DateTime until) =>
        Send(person, "Account.Letter.Locked", words => words[$"Account.Letter.Locked.{tried}"], until);

    private void Send(StaffMember person, string key, Func<Ui, string> what, DateTime when)
    {
        var language = Language.Find(person.Language) ?? Language.Kk;
        var words = Ui.In(language);
        var text = words.Format(key, person.Name, DeskClock.ToString(when, language), what(words), own.Of(DeskLinks.ForgottenPassword));
        _ = mail.SendAsync(person, words[key + ".Subject"], text);
    }
}
