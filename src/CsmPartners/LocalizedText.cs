namespace CsmPartners;

/// <summary>One text in the three languages; empty where a language has none.</summary>
public sealed record LocalizedText
{
    public LocalizedText()
    {
    }

    public LocalizedText(string kk, string ru, string en) => (Kk, Ru, En) = (kk, ru, en);

    public string Kk { get; init; } = "";
    public string Ru { get; init; } = "";
    public string En { get; init; } = "";

    public bool IsEmpty => Kk.Length == 0 && Ru.Length == 0 && En.Length == 0;

    public string this[Language language] => language.Index switch { 0 => Kk, 1 => Ru, _ => En };

    public bool Has(Language language) => this[language].Length > 0;

    /// <summary>The text for a reader of this language: its own, else the first that there is.</summary>
    public LocalText In(Language language)
    {
        if (Has(language))
            return new LocalText(this[language], language);
        var found = language.Fallbacks.FirstOrDefault(Has) ?? language;
        return new LocalText(this[found], found);
    }
}

/// <summary>A text and the language it is in.</summary>
public readonly record struct LocalText(string Text, Language Language);
