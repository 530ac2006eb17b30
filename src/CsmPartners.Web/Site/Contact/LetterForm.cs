using System.Security.Cryptography;
using System.Text;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Published;
using CsmPartners.Texts;
using CsmPartners.Visitors;
using CsmPartners.Web.Admin;

namespace CsmPartners.Web.Site.Contact;

/// <summary>What a visitor typed, and what the form carried along.</summary>
public sealed class LetterForm
{
    public string? Kind { get; set; }

    public string? Text { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    /// <summary>The entry that it is about: "partner:kunstkamera", or its number.</summary>
    public string? About { get; set; }

    public string? Stamp { get; set; }

    /// <summary>A trap: people do not see the field, programs that fill in whatever they find do.</summary>
    public string? Website { get; set; }

    public LetterKind? KnownKind => Enum.GetValues<LetterKind>().Where(k => Catalogue.InAddress(k) == Kind).Select(k => (LetterKind?)k).FirstOrDefault();

    /// <summary>Tidies what was typed, and says of every field what is to be mended.</summary>
    public IReadOnlyList<Problem> Check()
    {
        var problems = new List<Problem>();
        if (KnownKind is null)
            problems.Add(new(nameof(Kind), "Contact.KindMissing"));
        Text = CheckText(problems);
        Name = CheckLine(nameof(Name), Name, Letter.NameLength, problems);
        Email = CheckLine(nameof(Email), Email, Letter.EmailLength, problems);
        if (Email.Length > 0 && !problems.Exists(p => p.Field == nameof(Email)) && !EmailAddress.IsOne(Email))
            problems.Add(new(nameof(Email), "Contact.EmailWrong"));
        return problems;
    }

    /// <summary>Only of a form that has been checked.</summary>
    /// <param name="number">Of the form.</param>
    public Letter ToLetter(string number, Language language, Entry? about, DateTime now)
    {
        var letter = new Letter
        {
            Key = KeyOf(number, Kind, about?.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), Text, Name, Email),
            FormNumber = number,
            Kind = KnownKind!.Value,
            Language = language.Code,
            Text = Text!,
            Name = Name!,
            Email = Email!,
            EntryId = about?.Id,
            At = now,
            AnnounceAt = now,
        };
        if (!string.IsNullOrEmpty(Website))
            (letter.State, letter.SettledAt, letter.AnnounceAt) = (LetterState.Rubbish, now, null);
        return letter;
    }

    private string CheckText(List<Problem> problems)
    {
        var text = TextRules.Tidy(Text);
        if (text.Length == 0)
            problems.Add(new(nameof(Text), "Contact.TextMissing"));
        else if (text.Length > Letter.TextLength)
            problems.Add(new(nameof(Text), "Contact.TextLong", text.Length, Letter.TextLength));
        else if (TextRules.Problem(text) is { } finding)
            problems.Add(finding.Near.Length == 0 ? new(nameof(Text), "Contact.Unreadable") : new(nameof(Text), $"Contact.{finding.Problem}", finding.Near));
        else if (text.Length < Letter.ShortestText)
            problems.Add(new(nameof(Text), "Contact.TextShort", Letter.ShortestText));
        return Shown(text);
    }

    private static string CheckLine(string field, string? typed, int most, List<Problem> problems)
    {
        var line = TextRules.Tidy(typed);
        if (line.AsSpan().ContainsAny('\n', '\t') || TextRules.Problem(line) is not null)
            problems.Add(new(field, "Contact.Unreadable"));
        else if (line.Length > most)
            problems.Add(new(field, "Contact.LineLong", most));
        return Shown(line);
    }

    // No page can hold control characters, so they could not be shown again; the person is told where they were.
    private static string Shown(string text) => new([.. text.Where(c => !char.IsControl(c) || c is '\n' or '\t')]);

    private static string KeyOf(params IEnumerable<string?> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));
}
