using CsmPartners.Visitors;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Admin.Letters;

/// <summary>
/// Tells staff by mail that a visitor has written, in the language that is to be answered in. Nothing that a visitor typed stands in it:
/// what is deleted at the desk is then nowhere else, and no header can be smuggled in.
/// </summary>
public sealed class LetterMail(StaffMail mail, OwnAddress own)
{
    /// <param name="title">Of the entry that the letter is about; empty where it is about none.</param>
    /// <returns>Whether it was handed over.</returns>
    public Task<bool> AnnounceAsync(string to, Letter letter, string title)
    {
        var words = Ui.In(Language.Find(letter.Language) ?? Language.Kk);
        // Said once, of the first: from then on letters are put apart without a message for each.
        if (letter.State == LetterState.Held)
            return mail.SendAsync(to, words, words["LetterMail.Held.Subject"], words.Format("LetterMail.Held", own.Of(LetterFilter.Held)));
        var about = title.Length == 0 ? words.Of(letter.Kind) : $"{words.Of(letter.Kind)}, {words.Format("LetterMail.About", title)}";
        return mail.SendAsync(to, words, words.Format("LetterMail.Subject", letter.Id), words.Format("LetterMail.Text", about, own.Of(DeskLinks.Letter(letter.Id))));
    }
}
