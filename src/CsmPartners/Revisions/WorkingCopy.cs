using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Media;
using CsmPartners.Texts;

namespace CsmPartners.Revisions;

/// <summary>
/// Where an entry stands at the desk: one row beside each entry, with what lists and checks need of its newest revision.
/// Visitors never see any of it.
/// </summary>
public sealed partial class WorkingCopy
{
    public const int ReasonLength = 1000;

    public int EntryId { get; set; }

    public Entry Entry { get; set; } = null!;

    public EntryKind Kind { get; set; }

    /// <summary>Grows with every change of the row, and guards it against another change at the same time.</summary>
    public int RowVersion { get; set; }

    /// <summary>Number of the newest revision.</summary>
    public int Newest { get; set; }

    /// <summary>Number of the revision that visitors see or last saw; null before the first publication.</summary>
    public int? Published { get; set; }

    public Stage Stage { get; set; }

    /// <summary>The revision that was submitted, or that is scheduled.</summary>
    public int? Submitted { get; set; }

    /// <summary>Who submitted it.</summary>
    public int? SubmittedById { get; set; }

    /// <summary>UTC; when a scheduled revision will be published.</summary>
    public DateTime? PublishAt { get; set; }

    /// <summary>Who scheduled it, and answers for it.</summary>
    public int? ScheduledById { get; set; }

    /// <summary>Why it is to be published although the gate is closed; null where none was given.</summary>
    public string? ScheduleReason { get; set; }

    /// <summary>UTC; in the bin since.</summary>
    public DateTime? DeletedAt { get; set; }

    /// <summary>Of the newest revision.</summary>
    public LocalizedText Title { get; set; } = new();

    /// <summary>Title, names, cities and address, folded, for the desk's own search.</summary>
    public string SearchText { get; set; } = "";

    /// <summary>UTC; of the newest revision.</summary>
    public DateTime ChangedAt { get; set; }

    public int? ChangedById { get; set; }

    public string ChangedByName { get; set; } = "";

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; set; }

    /// <summary>Years it touches as far as dated; null when undated.</summary>
    public int? FirstYear { get; set; }

    public int? LastYear { get; set; }

    /// <summary>For agreements in force to a known day that do not renew.</summary>
    public DateOnly? RunsOutOn { get; set; }

    /// <summary>How many texts each language lacks that another has.</summary>
    public Gaps Missing { get; set; } = new();

    /// <summary>How many texts of each language are older than what they translate.</summary>
    public Gaps Stale { get; set; } = new();

    /// <summary>Which texts are stale, and since when: see <see cref="Translations"/>.</summary>
    public List<StaleText> StaleTexts { get; set; } = [];

    /// <summary>Media that the newest revision uses.</summary>
    public List<int> Media { get; set; } = [];

    /// <summary>Whether the newest revision is what visitors see.</summary>
    public bool IsInStep => Published == Newest;

    /// <summary>Takes down what lists and checks need of a new newest revision.</summary>
    public void Describe(EntryForm form)
    {
        Kind = form.Kind;
        Title = form.Title;
        SearchText = Folding.Fold(string.Join(' ', new[] { form.Title.Kk, form.Title.Ru, form.Title.En, form.Slug }.Concat(form.OtherNames())));
        Missing = Translations.Missing(form.Texts().Values);
        Stale = Translations.Count(StaleTexts);
        Media = [.. MediaUse.Of(form)];
        Country = form switch { PartnerForm partner => partner.Country, ActivityForm activity => activity.Venues.FirstOrDefault()?.Country, _ => "" } is { Length: 2 } code ? code : null;
        var period = (form as ActivityForm)?.Period;
        FirstYear = (period?.Starts ?? period?.Ends)?.Year;
        LastYear = period is { Continues: true } ? null : (period?.Ends ?? period?.Starts)?.Year;
        RunsOutOn = form is AgreementForm { Renews: false } ? period?.Ends?.Last : null;
    }
}

/// <summary>A number for each language.</summary>
public sealed record Gaps
{
    public int Kk { get; init; }
    public int Ru { get; init; }
    public int En { get; init; }

    public int this[Language language] => language.Index switch { 0 => Kk, 1 => Ru, _ => En };
}

/// <summary>A text that has not followed a change of its translations.</summary>
public sealed class StaleText
{
    /// <summary>"Title.Ru", as the form names it.</summary>
    public string Field { get; set; } = "";

    /// <summary>The last revision in which it said the same as the others.</summary>
    public int Since { get; set; }
}
