namespace CsmPartners.Entries;

/// <summary>Anything that has a page of its own, in three languages.</summary>
public abstract class Entry
{
    public const int SlugLength = 80;
    public const int TitleLength = 300;
    public const int SummaryLength = 500;

    /// <summary>Markdig's time grows faster than its input on hostile text, so bodies are bounded (in UTF-16 units per language).</summary>
    public const int BodyLength = 50_000;

    public int Id { get; set; }

    /// <summary>Last part of the address: Latin, unique within the kind.</summary>
    public string Slug { get; set; } = "";

    public EntryState State { get; set; } = EntryState.Published;

    public LocalizedText Title { get; set; } = new();

    /// <summary>One plain sentence: the card in a list and the description for search engines.</summary>
    public LocalizedText Summary { get; set; } = new();

    /// <summary>Markdown.</summary>
    public LocalizedText Body { get; set; } = new();

    /// <summary>The Kazakh title is a translation of ours that a Kazakh speaker of the museum has yet to confirm.</summary>
    public bool KazakhTitleToConfirm { get; set; }

    /// <summary>Shown to visitors of a withdrawn entry's address; may be empty.</summary>
    public LocalizedText WithdrawalReason { get; set; } = new();

    /// <summary>Pictures and documents shown with the entry, in order.</summary>
    public List<int> Media { get; set; } = [];

    /// <summary>UTC.</summary>
    public DateTime ChangedAt { get; set; }

    public abstract EntryKind Kind { get; }

    /// <summary>Another with the same texts and facts, not yet joined with what belongs to it.</summary>
    internal virtual Entry Copy() => (Entry)MemberwiseClone();

    public static Entry New(EntryKind kind) => kind switch
    {
        EntryKind.Partner => new Partner(),
        EntryKind.Project => new Project(),
        EntryKind.Exhibition => new Exhibition(),
        EntryKind.Training => new Training(),
        EntryKind.Agreement => new Agreement(),
        EntryKind.Event => new Event(),
        EntryKind.Publication => new Publication(),
        _ => new Page(),
    };
}

/// <summary>What visitors know of an entry.</summary>
public enum EntryState
{
    Published,

    /// <summary>Its address answers that it is gone, and why.</summary>
    Withdrawn,

    /// <summary>Never published, or in the bin: its address answers that there is no such page.</summary>
    Hidden,
}
