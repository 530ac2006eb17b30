using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Display;

namespace CsmPartners.Web.Site;

/// <summary>What every public page has around its content. Controllers fill in the content; <see cref="SiteController.Show"/> the rest.</summary>
public class SitePage
{
    /// <summary>Null only on the pages that say that something is wrong.</summary>
    public PublishedSite? Site { get; set; }

    public Language Language { get; set; } = Language.Kk;

    /// <summary>The view that draws the content. What stands around it is drawn by <c>Shared/Frame.cshtml</c>.</summary>
    public string View { get; set; } = "";

    /// <summary>
    /// What the content shows: with the view, the language and the published site all that it depends on. Null where it depends on more,
    /// and is drawn for each request.
    /// </summary>
    public virtual object? Subject => Entry;

    public DisplaySettings Display { get; set; } = DisplaySettings.None;

    /// <summary>Scheme and host before every absolute address, without a slash at the end.</summary>
    public string Origin { get; set; } = "";

    public required string Title { get; init; }

    /// <summary>Names among the words of <see cref="Title"/>.</summary>
    public virtual IEnumerable<LocalizedText> NamesInTitle => [];

    public string Description { get; init; } = "";

    /// <summary>Of <see cref="Title"/>: that of the entry's name, where the title is one.</summary>
    public Language TitleLanguage => Entry is not null && Path is not "" ? Entry.Title.In(Language).Language : Language;

    public Language DescriptionLanguage =>
        Entry?.Summary.In(Language) is var (summary, spoken) && summary == Description ? spoken : Language;

    /// <summary>The address after the language: "partners/kunstkamera"; empty for the overview; null where the page has no address to share.</summary>
    public string? Path { get; init; }

    /// <summary>What was chosen on the page, with its question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>The part of <see cref="Query"/> that means the same in the other languages.</summary>
    public string QueryElsewhere { get; init; } = "";

    /// <summary>Which item of the navigation the page belongs to.</summary>
    public string Section { get; init; } = "";

    public IReadOnlyList<Crumb> Crumbs { get; init; } = [];

    /// <summary>The entry whose page this is.</summary>
    public Entry? Entry { get; init; }

    /// <summary>Set where the page shows what is not published, to staff or to whoever was sent a link.</summary>
    public Previews.PreviewNotice? Preview { get; set; }

    public bool KeepOutOfSearchEngines { get; set; }

    /// <summary>One of a bounded number of pages, which many visitors ask for.</summary>
    public virtual bool IsCommon => Path is not null && !KeepOutOfSearchEngines && Preview is null;

    /// <summary>Whether it is the same for everyone who asks for its address, and worth keeping for the next.</summary>
    public virtual bool IsShared => true;

    /// <summary>Whether <see cref="Origin"/> is the site's own and not what the visitor's request says.</summary>
    public bool HasOwnOrigin { get; set; }

    public Links Links => new(Language);

    public Ui Ui => Ui.In(Language);

    /// <summary>Languages whose own text the page can show; a page that would only repeat another language's text is no alternate.</summary>
    public virtual IEnumerable<Language> Alternates => Entry is null ? Language.All : LanguagesOf(Entry);

    /// <summary>Whether search engines may show the page. What repeats another language's text, or is one of many views of a list, they may only follow.</summary>
    public bool IsIndexed => Path is not null && !KeepOutOfSearchEngines && Preview is null && Alternates.Contains(Language);

    /// <summary>The address of what the page is about, where that is one thing.</summary>
    public virtual string? Identifier => Entry is null ? null : Rendering.Links.Id(Entry);

    /// <summary>For readers of any language: the address that leads to one of theirs; where there is none, the page in Kazakh.</summary>
    public string ForEveryone => Path is "" ? $"{Origin}/" : Identifier is null ? Address(Language.Kk) : Origin + Identifier;

    public string Address(Language language) =>
        Origin + new Links(language).Of(Path ?? "") + (language == Language ? Query : QueryElsewhere);

    public string Canonical => Address(Language);

    public static IEnumerable<Language> LanguagesOf(Entry entry) => Language.All.Where(l => entry.Body.Has(l) || entry.Body.IsEmpty);
}

/// <summary>One step of the way from the overview to the page.</summary>
public readonly record struct Crumb(string Title, string Address);
