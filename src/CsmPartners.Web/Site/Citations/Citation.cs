using System.Globalization;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Machines;

namespace CsmPartners.Web.Site.Citations;

/// <summary>What has to be said of a page by whoever cites it: in the page's language, with the museum as its author.</summary>
/// <param name="Changed">The day of the last change, in Almaty.</param>
/// <param name="Accessed">Today, in Almaty.</param>
public sealed record Citation(Language Language, LocalText Title, string Author, string Site, string City, string Address, DateOnly Changed, DateOnly Accessed)
{
    // Stands for the title while a sentence is put together around it, since a title may be set in italics or be in another language. No text on one line holds it.
    private const char Place = '\0';

    /// <summary>Null for a page that nobody can come back to.</summary>
    public static Citation? Of(SitePage page, TimeProvider clock)
    {
        if (page is not { Path: not null, Site: { } site, KeepOutOfSearchEngines: false, Preview: null })
            return null;
        string In(LocalizedText text) => OneLine.Of(text.In(page.Language).Text);
        // A page of ours speaks the page's language; an entry's title may have to stand in for one that is missing.
        var language = page.Entry is { } entry && entry.Title.In(page.Language).Text == page.Title ? entry.Title.In(page.Language).Language : page.Language;
        return new Citation(
            page.Language,
            new LocalText(OneLine.Of(page.Title), language),
            In(site.Museum.Name),
            In(site.Museum.SiteTitle),
            In(site.Museum.City),
            page.Canonical,
            MuseumClock.DayOf(page.Entry?.ChangedAt ?? site.ChangedAt),
            MuseumClock.Today(clock));
    }

    /// <summary>By ГОСТ Р 7.0.5–2008, whose punctuation holds in every language.</summary>
    public Sentence Gost => Around("Cite.Gost", City, Year, Address, Dotted(Accessed));

    /// <summary>By APA 7, for a page that may change.</summary>
    public Sentence Apa => Around("Cite.Apa", ApaDate, Address, Language == Language.En ? Accessed.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture) : PartialDate.Of(Accessed).ToString(Language));

    private string ApaDate => Language == Language.En ? Changed.ToString("yyyy, MMMM d", CultureInfo.InvariantCulture) : $"{Year}, {PartialDate.Of(Changed).DayMonth(Language)}";

    private string Year => Changed.Year.ToString(CultureInfo.InvariantCulture);

    private Sentence Around(string key, params string[] values)
    {
        var parts = Ui.In(Language).Format(key, [Author, Place, Site, .. values]).Split(Place, 2);
        // A title that ends a sentence itself gets no second stop.
        return new Sentence(parts[0], Title, Title.Text is [.., '.' or '?' or '!' or '…'] && parts[1].StartsWith('.') ? parts[1][1..] : parts[1]);
    }

    private static string Dotted(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
}

/// <summary>A reference to a page, in the three pieces that a page sets differently.</summary>
public readonly record struct Sentence(string Before, LocalText Title, string After)
{
    public override string ToString() => Before + Title.Text + After;
}
