using System.Globalization;
using System.Text.RegularExpressions;
using CsmPartners.Entries;

namespace CsmPartners.Forms;

public sealed class ProjectForm : ActivityForm
{
    public string Type { get; set; } = "";

    public override EntryKind Kind => EntryKind.Project;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        Type = ((Project)entry).Type.ToString();
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Project)entry).Type = Checks.Value<ProjectType>(Type)!.Value;
    }

    public override IEnumerable<Problem> Check() => [.. base.Check(), .. Checks.OneOf<ProjectType>(nameof(Type), Type)];
}

public sealed class ExhibitionForm : ActivityForm
{
    /// <summary>Empty where it is not recorded.</summary>
    public string Direction { get; set; } = "";

    public override EntryKind Kind => EntryKind.Exhibition;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        Direction = $"{((Exhibition)entry).Direction}";
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Exhibition)entry).Direction = Checks.Value<Direction>(Direction);
    }

    public override IEnumerable<Problem> Check() => [.. base.Check(), .. Checks.OneOf<Direction>(nameof(Direction), Direction, isOptional: true)];
}

public sealed class TrainingForm : ActivityForm
{
    public LocalizedText StaffCategories { get; set; } = new();
    public string NumberOfPeople { get; set; } = "";

    public override EntryKind Kind => EntryKind.Training;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        StaffCategories = ((Training)entry).StaffCategories;
        NumberOfPeople = ((Training)entry).NumberOfPeople?.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Training)entry).StaffCategories = StaffCategories;
        ((Training)entry).NumberOfPeople = Checks.Number(NumberOfPeople);
    }

    public override IEnumerable<Problem> Check() =>
    [
        .. base.Check(),
        .. Checks.Length(nameof(StaffCategories), StaffCategories, 500),
        .. NumberOfPeople.Length == 0 || Checks.Number(NumberOfPeople) is > 0 and < 100_000 ? [] : new Problem[] { new(nameof(NumberOfPeople), "Form.NumberOfPeople") },
    ];
}


public sealed class AgreementForm : ActivityForm
{
    public string SignedOn { get; set; } = "";
    public bool Renews { get; set; }

    public override EntryKind Kind => EntryKind.Agreement;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        SignedOn = $"{((Agreement)entry).SignedOn}";
        Renews = ((Agreement)entry).Renews;
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Agreement)entry).SignedOn = Checks.Date(SignedOn);
        ((Agreement)entry).Renews = Renews;
    }

    public override IEnumerable<Problem> Check() => [.. base.Check(), .. Checks.Date(nameof(SignedOn), SignedOn)];
}

public sealed class EventForm : ActivityForm
{
    public List<string> Countries { get; set; } = [];

    public override EntryKind Kind => EntryKind.Event;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        Countries = [.. ((Event)entry).Countries];
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Event)entry).Countries = [.. Countries];
    }

    public override void Settle()
    {
        base.Settle();
        Countries = [.. Countries.Where(c => c.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    public override IEnumerable<Problem> Check() => [.. base.Check(), .. Countries.SelectMany((c, i) => Checks.Country($"Countries[{i}]", c))];
}

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

    [GeneratedRegex("^([0-9]{13}|[0-9]{9}[0-9X])$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IsbnDigits();

    [GeneratedRegex("^[0-9]{4}-[0-9]{3}[0-9X]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IssnDigits();
}

public sealed class PageForm : EntryForm
{
    public string MenuPosition { get; set; } = "";

    public override EntryKind Kind => EntryKind.Page;

    public override void Load(Entry entry)
    {
        base.Load(entry);
        MenuPosition = ((Page)entry).MenuPosition?.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    public override void Apply(Entry entry)
    {
        base.Apply(entry);
        ((Page)entry).MenuPosition = Checks.Number(MenuPosition);
    }

    public override IEnumerable<Problem> Check() =>
    [
        .. base.Check(),
        .. MenuPosition.Length == 0 || Checks.Number(MenuPosition) is > 0 and < 1000 ? [] : new Problem[] { new(nameof(MenuPosition), "Form.MenuPosition") },
    ];
}
