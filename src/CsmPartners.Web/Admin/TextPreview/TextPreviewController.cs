using CsmPartners.Entries;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.TextPreview;

/// <summary>A text that is being written, drawn exactly as visitors would read it. Nothing is saved.</summary>
public sealed class TextPreviewController(PublishedSiteKeeper keeper, MarkdownText markdown) : DeskController
{
    /// <param name="field">The field of the posted form that holds the text.</param>
    /// <param name="language">Of the text.</param>
    /// <param name="part">Whether only the text itself is wanted, without the desk's frame.</param>
    [HttpPost(DeskLinks.PreviewText)]
    public IActionResult Draw([FromQuery] string? field, [FromQuery] string? language, [FromQuery] bool part)
    {
        if (Language.Find(language) is not { } own || keeper.Current is not { } site)
            return NotFound();
        var text = Texts.TextRules.Tidy(Request.Form[field ?? ""]);
        var isTooLong = text.Length > Entry.BodyLength;
        var page = new TextPreviewPage
        {
            Title = Ui["TextPreview.Title"],
            Lead = Ui["TextPreview.Lead"],
            Text = own,
            Problem = isTooLong ? Ui.Format("Form.TooLong", text.Length, Entry.BodyLength) : text.Length == 0 ? Ui["TextPreview.Empty"] : null,
            Html = isTooLong ? "" : markdown.Render(site, new(text, own), own),
        };
        return part ? PartialView("_Text", page) : Show("TextPreview", page);
    }
}

public sealed class TextPreviewPage : DeskPage
{
    /// <summary>The language of the text.</summary>
    public required Language Text { get; init; }

    public required string Html { get; init; }

    /// <summary>Why there is nothing to see.</summary>
    public string? Problem { get; init; }
}
