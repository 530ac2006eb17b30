using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Mvc.Razor;

namespace CsmPartners.Web.Admin;

/// <summary>What every view of the desk can say without choosing a language.</summary>
public abstract class DeskView<TModel> : RazorPage<TModel>
{
    protected Language Language => DeskLanguage.Of(Context);

    protected Ui Ui => Ui.In(Language);

    /// <summary>For attributes and options: the text in the person's language, or the first that there is.</summary>
    protected string Plain(LocalizedText text) => text.In(Language).Text;

    /// <summary>A moment on the museum's clock.</summary>
    protected string Moment(DateTime utc) => DeskClock.ToString(utc, Language);
}
