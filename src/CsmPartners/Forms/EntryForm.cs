using System.Text.Json.Serialization;
using CsmPartners.Entries;

namespace CsmPartners.Forms;

/// <summary>
/// Everything an editor can type about an entry. The form binds what was posted, says what is wrong with it, is kept as the
/// revision's document, and is copied into the entry when it is published. Its leaves are text as typed, so that nothing typed is lost.
/// </summary>
public abstract class EntryForm
{
    /// <summary>Fields that are translated and make each other stale.</summary>
    public static IReadOnlyList<string> Translated { get; } = [nameof(Title), nameof(Summary), nameof(Body)];

    public string Slug { get; set; } = "";
    public LocalizedText Title { get; set; } = new();
    public LocalizedText Summary { get; set; } = new();
    public LocalizedText Body { get; set; } = new();
    public bool KazakhTitleToConfirm { get; set; }
    public List<MediaItem> Media { get; set; } = [];

    [JsonIgnore]
    public abstract EntryKind Kind { get; }

    public static EntryForm New(EntryKind kind) => kind switch
    {
        EntryKind.Partner => new PartnerForm(),
        EntryKind.Project => new ProjectForm(),
        EntryKind.Exhibition => new ExhibitionForm(),
        EntryKind.Training => new TrainingForm(),
        EntryKind.Agreement => new AgreementForm(),
        EntryKind.Event => new EventForm(),
        EntryKind.Publication => new PublicationForm(),
        _ => new PageForm(),
    };

    public static EntryForm Of(Entry entry)
    {
        var form = New(entry.Kind);
        form.Load(entry);
        return form;
    }

    /// <summary>The texts whose translations follow each other, by field name.</summary>
    public IReadOnlyDictionary<string, LocalizedText> Texts() => new Dictionary<string, LocalizedText>(StringComparer.Ordinal)
    {
        [nameof(Title)] = Title,
        [nameof(Summary)] = Summary,
        [nameof(Body)] = Body,
    };

    /// <summary>What the entry says now, as an editor would have typed it.</summary>
    public virtual void Load(Entry entry)
    {
        Slug = entry.Slug;
        Title = entry.Title;
        Summary = entry.Summary;
        Body = entry.Body;
        KazakhTitleToConfirm = entry.KazakhTitleToConfirm;
        Media = [.. entry.Media.Select(id => new MediaItem { Key = Keys.New(), Id = id })];
    }

    /// <summary>Copies a form without problems into the entry.</summary>
    public virtual void Apply(Entry entry)
    {
        entry.Slug = Slug;
        entry.Title = Title;
        entry.Summary = Summary;
        entry.Body = Body;
        entry.KazakhTitleToConfirm = KazakhTitleToConfirm;
        entry.Media = [.. Media.Select(m => m.Id).OfType<int>().Distinct()];
    }

    /// <summary>Drops rows left empty and names the others, so that two people's rows can be told apart; titles become one line.</summary>
    public virtual void Settle()
    {
        Title = new(OneLine(Title.Kk), OneLine(Title.Ru), OneLine(Title.En));
        Media = Keys.Settle(Media);
    }

    private static string OneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>What has to be mended before it can be saved.</summary>
    public virtual IEnumerable<Problem> Check()
    {
        if (Title.IsEmpty)
            yield return new(nameof(Title), "Form.TitleMissing");
        if (Slug.Length > 0 && !CsmPartners.Slug.IsValid(Slug))
            yield return new(nameof(Slug), "Form.SlugInvalid");
        else if (CsmPartners.Slug.IsReserved(Kind, Slug))
            yield return new(nameof(Slug), "Form.SlugReserved", Slug);
        foreach (var problem in Checks.Length(nameof(Title), Title, Entry.TitleLength)
            .Concat(Checks.Length(nameof(Summary), Summary, Entry.SummaryLength))
            .Concat(Checks.Length(nameof(Body), Body, Entry.BodyLength)))
            yield return problem;
        for (var i = 0; i < Media.Count; i++)
        {
            if (Media[i].Id is null)
                yield return new($"Media[{i}].Pick", "Form.MediaUnknown", Media[i].Pick);
        }
    }

    /// <summary>Names by which the desk's own search finds the entry, besides its title.</summary>
    public virtual IEnumerable<string> OtherNames() => [];
}

/// <summary>Something to mend: the field as the form names it, and the key and values of the message.</summary>
public sealed record Problem(string Field, string Key, params object[] Values);

/// <summary>A picture or document attached to the entry.</summary>
public sealed class MediaItem : IKeyed
{
    public string Key { get; set; } = "";

    /// <summary>As typed, until it is looked up.</summary>
    [JsonIgnore]
    public string Pick { get; set; } = "";

    public int? Id { get; set; }

    [JsonIgnore]
    public bool IsEmpty => Pick.Length == 0 && Id is null;
}
