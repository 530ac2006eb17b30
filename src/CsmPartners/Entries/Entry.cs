namespace CsmPartners.Entries;

/// <summary>Anything that has a page of its own, in three languages.</summary>
public abstract class Entry
{
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

    /// <summary>UTC.</summary>
    public DateTime ChangedAt { get; set; }

    public abstract EntryKind Kind { get; }
}

public enum EntryState
{
    Published,
    Withdrawn,
}
