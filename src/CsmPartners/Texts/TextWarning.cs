namespace CsmPartners.Texts;

/// <summary>What looks wrong about a text. A person decides: nothing of this stops a save.</summary>
public enum TextWarning
{
    /// <summary>Kazakh where Russian should be. Evidence: words.</summary>
    KazakhInRussian,

    /// <summary>A long Kazakh text, or a long line of it, without a Kazakh letter. Evidence: its first words.</summary>
    NoKazakhLetters,

    /// <summary>Evidence: words.</summary>
    CyrillicInEnglish,

    /// <summary>Sentences in Latin letters where Kazakh or Russian should be. Evidence: words.</summary>
    LatinProse,

    /// <summary>Latin letters that look like Cyrillic ones, inside Cyrillic words. Evidence: words; the letters.</summary>
    LatinLookAlikes,

    /// <summary>Cyrillic letters that look like Latin ones, inside Latin words. Evidence: words; the letters.</summary>
    CyrillicLookAlikes,

    /// <summary>Word for word the same text. Evidence: code of the other language.</summary>
    SameText,

    /// <summary>Numbers that other languages have and this one lacks. Evidence: numbers; codes of the languages that have them.</summary>
    MissingNumbers,

    /// <summary>Likewise years.</summary>
    MissingYears,

    /// <summary>Likewise addresses that links lead to.</summary>
    MissingLinks,

    /// <summary>Likewise references. Evidence: "partner:kunstkamera"; codes.</summary>
    MissingReferences,

    /// <summary>Likewise headings. Evidence: "## × 2"; codes.</summary>
    MissingHeadings,

    /// <summary>Headings of a level that pages do not have. Evidence: as written, like that of all that follow.</summary>
    MovedHeadings,

    /// <summary>Pictures by their address, which are shown as links.</summary>
    PicturesAsLinks,

    /// <summary>Addresses that no link may have.</summary>
    LinksToNowhere,

    HtmlAsTyped,

    FootnotesAsTyped,

    /// <summary>Too much Markdown, or too deeply nested: the whole text is shown as it was typed. Without evidence.</summary>
    MarkdownAsTyped,
}

/// <summary>A warning about one language of one text.</summary>
/// <param name="Field">As the form names it: "Body.Ru".</param>
/// <param name="Rule">Which of its messages.</param>
/// <param name="Evidence">What fills the places {0}, {1} of the message; short.</param>
public sealed record Warning(string Field, TextWarning Rule, params IReadOnlyList<string> Evidence);
