using System.Text.RegularExpressions;
using CsmPartners.Entries;
using CsmPartners.Texts;

namespace CsmPartners.Forms;

public sealed partial class PublicationForm : ActivityForm
{
    public List<string> Languages { get; set; } = [];
    public string Isbn { get; set; } = "";
    public string Issn { get; set; } = "";
    public bool InPreparation { get; set; }

    public override EntryKind Kind => EntryKind.Publication;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        var publication = (Publication)entry;
        Languages = [.. Language.All.Select(l => l.Code).Where(publication.Languages.Contains)];
        Isbn = publication.Isbn ?? "";
        Issn = publication.Issn ?? "";
        InPreparation = publication.InPreparation;
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        var publication = (Publication)entry;
        publication.Languages = [.. Languages];
        publication.Isbn = Checks.OrNull(Isbn);
        publication.Issn = Checks.OrNull(Issn);
        publication.InPreparation = InPreparation;
    }

    public override void Settle()
    {
        base.Settle();
        Languages = [.. Languages.Where(c => c.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    public override IEnumerable<Problem> Check() =>
    [
        .. base.Check(),
        .. Languages.Any(l => Language.Find(l) is null) ? new Problem[] { new(nameof(Languages), "Form.Choose") } : [],
        .. Isbn.Length == 0 || IsIsbn(Isbn) ? [] : new Problem[] { new(nameof(Isbn), "Form.Isbn") },
        .. Issn.Length == 0 || IsIssn(Issn) ? [] : new Problem[] { new(nameof(Issn), "Form.Issn") },
    ];

    /// <summary>ISBN-10 or ISBN-13 with a true check digit; hyphens as printed.</summary>
    private static bool IsIsbn(string text)
    {
        var digits = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (text.Length > 20 || !IsbnDigits().IsMatch(digits))
            return false;
        return digits.Length == 13
            ? digits.Select((d, i) => (d - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10 == 0
            : digits.Select((d, i) => (d is 'X' ? 10 : d - '0') * (10 - i)).Sum() % 11 == 0;
    }

    private static bool IsIssn(string text) =>
        IssnDigits().IsMatch(text) && text.Replace("-", "", StringComparison.Ordinal).Select((d, i) => (d is 'X' ? 10 : d - '0') * (8 - i)).Sum() % 11 == 0;

    [GeneratedRegex("^([0-9]{13}|[0-9]{9}[0-9X])$", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex IsbnDigits();

    [GeneratedRegex("^[0-9]{4}-[0-9]{3}[0-9X]$", RegexOptions.ExplicitCapture, Patterns.Patience)]
    private static partial Regex IssnDigits();
}
