using CsmPartners.Entries;
using CsmPartners.Search;
using CsmPartners.Texts;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Site;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CsmPartners.Web.Rendering;

/// <summary>What every public view can say without choosing a language.</summary>
public abstract class SiteView<TPage> : RazorPage<TPage> where TPage : class
{
    // Razor derives its own helper files from this with a dynamic model, so the constraint cannot say SitePage.
    private SitePage Page => Model as SitePage ?? ((Part)(object)Model).Page;

    protected Language Language => Page.Language;

    protected Ui Ui => Page.Ui;

    protected Links Links => Page.Links;

    /// <summary>A text in the page's language; a fall-back carries the language it is in.</summary>
    protected IHtmlContent Text(LocalizedText text) => new LocalizedHtml(text.In(Language), Language);

    internal Figures Figures => new(Language);

    /// <summary>For an element that shows nothing but this text: its language where that is not the page's.</summary>
    protected string? LanguageOf(LocalizedText text) =>
        text.IsEmpty || text.In(Language).Language == Language ? null : text.In(Language).Language.Code;

    protected string? LanguageOf(Language spoken) => spoken == Language ? null : spoken.Code;

    /// <summary>A heading whose level depends on where its list stands.</summary>
    protected static IHtmlContent Heading(int level, string words) =>
        new HtmlContentBuilder().AppendHtml($"<h{level}>").Append(words).AppendHtml($"</h{level}>");

    /// <summary>The entry's title as a heading that leads to it.</summary>
    protected IHtmlContent Heading(int level, Entry entry) =>
        new HtmlContentBuilder().AppendHtml($"<h{level}><a href=\"").Append(Links.Entry(entry)).AppendHtml("\">").AppendHtml(Title(entry)).AppendHtml($"</a></h{level}>");

    protected IHtmlContent Title(Entry entry) => Text(entry.Title);

    protected string CountryName(string? code) => code is null ? "" : Country.Find(code)?.Name.In(Language).Text ?? code;

    /// <summary>"Paris, France"; empty where nothing is known.</summary>
    protected IHtmlContent Where(LocalizedText city, string? country) =>
        Names(string.Join(", ", new[] { Plain(city), CountryName(country) }.Where(part => part.Length > 0).Distinct()), city);

    /// <summary>Words with names among them, each in its own language where that is not the page's.</summary>
    protected IHtmlContent Names(string words, params IEnumerable<LocalizedText?> names) =>
        NamesWithin.Mark(words, names.OfType<LocalizedText>().Select(n => n.In(Language)), Language);

    /// <summary>The same within a drawing.</summary>
    protected IHtmlContent DrawnNames(string words, IEnumerable<LocalText> names) => NamesWithin.Mark(words, names, Language, "tspan");

    /// <summary>
    /// For a name whose language is not recorded: Kazakh where it has Kazakh letters, else unknown where its letters are not those of the page's
    /// language.
    /// </summary>
    protected string? LanguageOf(string name) => NameLanguage.Guess(name, Language);

    /// <summary>A text with the words that were asked for marked; in its own language where that is not the page's.</summary>
    protected IHtmlContent Marks(Marked marked)
    {
        var html = new HtmlContentBuilder();
        foreach (var (text, isMatch) in marked.Pieces)
            html.AppendHtml(isMatch ? "<mark>" : "").Append(text).AppendHtml(isMatch ? "</mark>" : "");
        return marked.Language == Language ? html
            : new HtmlContentBuilder().AppendHtml($"<span lang=\"{marked.Language.Code}\">").AppendHtml(html).AppendHtml("</span>");
    }

    /// <summary>For attributes and other places where no element fits.</summary>
    protected string Plain(LocalizedText text) => text.In(Language).Text;
}
