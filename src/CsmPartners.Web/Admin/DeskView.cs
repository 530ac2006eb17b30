using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CsmPartners.Web.Admin;

/// <summary>What every view of the desk can say without choosing a language.</summary>
public abstract class DeskView<TModel> : RazorPage<TModel>
{
    protected Language Language => DeskLanguage.Of(Context);

    protected Ui Ui => Ui.In(Language);

    /// <summary>For attributes and options: the text in the person's language, or the first that there is.</summary>
    protected string Plain(LocalizedText text) => text.In(Language).Text;

    /// <summary>A text in the person's language; a fall-back carries the language it is in.</summary>
    protected IHtmlContent Text(LocalizedText text) => new LocalizedHtml(text.In(Language), Language);

    /// <summary>For an element that shows nothing but this text: its language where that is not the person's.</summary>
    protected string? LanguageOf(LocalizedText text) => LanguageOf(text.In(Language));

    protected string? LanguageOf(LocalText text) => text.Text.Length == 0 || text.Language == Language ? null : text.Language.Code;

    /// <summary>Words with names among them, those of the page and others, each in its own language where that is not the person's.</summary>
    protected IHtmlContent Names(string words, params IEnumerable<LocalizedText> names) =>
        NamesWithin.Mark(words, [.. names.Select(n => n.In(Language)), .. ((object?)Model as DeskPage)?.Names ?? []], Language);

    /// <summary>A moment on the museum's clock.</summary>
    protected string Moment(DateTime utc) => DeskClock.ToString(utc, Language);
}
