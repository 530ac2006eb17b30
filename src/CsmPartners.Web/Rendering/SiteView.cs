using System.Text.Encodings.Web;
using CsmPartners.Entries;
using CsmPartners.Search;
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

    /// <summary>A heading whose level depends on where its list stands.</summary>
    protected static IHtmlContent Heading(int level, string words) =>
        new HtmlContentBuilder().AppendHtml($"<h{level}>").Append(words).AppendHtml($"</h{level}>");

    /// <summary>The entry's title as a heading that leads to it.</summary>
    protected IHtmlContent Heading(int level, Entry entry) =>
        new HtmlContentBuilder().AppendHtml($"<h{level}><a href=\"").Append(Links.Entry(entry)).AppendHtml("\">").AppendHtml(Title(entry)).AppendHtml($"</a></h{level}>");

    protected IHtmlContent Title(Entry entry) => Text(entry.Title);

    protected string CountryName(string? code) => code is null ? "" : Country.Find(code)?.Name.In(Language).Text ?? code;

    /// <summary>"Paris, France"; empty where nothing is known.</summary>
    protected string Where(LocalizedText city, string? country) =>
        string.Join(", ", new[] { Plain(city), CountryName(country) }.Where(part => part.Length > 0).Distinct());

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

    private sealed class LocalizedHtml(LocalText text, Language page) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            if (text.Language == page || text.Text.Length == 0)
            {
                encoder.Encode(writer, text.Text);
                return;
            }

            writer.Write("<span lang=\"");
            writer.Write(text.Language.Code);
            writer.Write("\">");
            encoder.Encode(writer, text.Text);
            writer.Write("</span>");
        }
    }
}
