using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Guide;

[Route("admin/guide")]
public sealed class GuideController : DeskController
{
    [HttpGet("")]
    public IActionResult Index() =>
        Show("Contents", new GuideContentsPage { Title = Ui["Desk.Guide"], Lead = Ui["Guide.Lead"], Texts = GuideText.In(Language) });

    [HttpGet("{name}")]
    public IActionResult Details(string name)
    {
        var texts = GuideText.In(Language);
        if (texts.FirstOrDefault(t => t.Name == name) is not { } text)
            return NotFound();
        return Show("Page", new GuidePage { Title = text.Title, Lead = text.Lead, Crumbs = [(Ui["Desk.Guide"], DeskLinks.Guide)], Texts = texts, Text = text });
    }
}
