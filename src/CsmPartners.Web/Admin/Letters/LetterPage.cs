using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Revisions;
using CsmPartners.Visitors;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Admin.Letters;

public sealed class LettersPage : DeskPage
{
    /// <summary>Of one page of the list.</summary>
    public const int Length = 50;

    public required LetterFilter Filter { get; init; }

    public required int Count { get; init; }

    public required Pager Pager { get; init; }

    /// <summary>Title of the entry to which the list is narrowed.</summary>
    public required LocalizedText? About { get; init; }

    public required IReadOnlyList<LetterRow> Rows { get; init; }

    /// <summary>How many letters are held altogether, and the number of the newest.</summary>
    public required (int Count, int Newest) Held { get; init; }
}

public sealed class LetterPage : DeskPage
{
    public required Letter Letter { get; init; }

    public required LetterMarkForm Form { get; init; }

    /// <summary>The entry that it is about.</summary>
    public required WorkingCopy? About { get; init; }

    /// <summary>UTC; null while it is open.</summary>
    public required DateTime? DeletedAt { get; init; }

    public Language Written => Language.Find(Letter.Language) ?? Language.Kk;

    public string? PublicAddress => About is { Entry: { State: EntryState.Published } entry } ? Site.Entry(entry) : null;

    /// <summary>For the person's own mail program, with a subject in the visitor's language; null where no address was left.</summary>
    public string? AnswerAddress
    {
        get
        {
            if (Letter.Email.LastIndexOf('@') is not (> 0 and var at))
                return null;
            var about = About is null ? Ui.In(Written).Of(Letter.Kind) : Beginning.Of(About.Entry.Title.In(Written).Text);
            var subject = Ui.In(Written).Format("Letters.Answer.Subject", Letter.Id, about);
            return $"mailto:{Uri.EscapeDataString(Letter.Email[..at])}@{Uri.EscapeDataString(Letter.Email[(at + 1)..])}?subject={Uri.EscapeDataString(subject)}";
        }
    }

    public Choice States => new("State", Ui["Letters.State"], Form.State, [.. Letter.StatesAfter(Letter.State).Select(s => (Catalogue.InAddress(s), Ui.Of(s)))]);
}

/// <summary>Where a letter stands from now on.</summary>
public sealed class LetterMarkForm
{
    public string? State { get; set; }

    public string? Note { get; set; }

    /// <summary>As many as the letter had when the person saw it.</summary>
    public int Changes { get; set; }

    public static LetterMarkForm Of(Letter letter) => new() { State = Catalogue.InAddress(letter.State), Note = letter.Note, Changes = letter.Changes };

    /// <summary>Only of a form that has been checked.</summary>
    public void Apply(Letter letter, StaffIdentity person, DateTime now)
    {
        var state = LetterFilter.Find<LetterState>(State)!.Value;
        if (state != letter.State)
            (letter.State, letter.SettledAt) = (state, Letter.SettledAtOf(state, now));
        letter.Note = Note!;
        (letter.HandledById, letter.HandledByName) = (person.Id, person.Name);
        letter.Changes++;
    }
}
