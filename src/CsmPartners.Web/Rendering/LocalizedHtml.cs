using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace CsmPartners.Web.Rendering;

/// <summary>A text that says its language where that is not the page's.</summary>
internal sealed class LocalizedHtml(LocalText text, Language page) : IHtmlContent
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
