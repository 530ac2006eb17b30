using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Home;

/// <summary>What awaits the person who is signed in.</summary>
public sealed class HomeController(HomeBoxes boxes) : DeskController
{
    [HttpGet(DeskLinks.Home)]
    public async Task<IActionResult> Index() => Show("Home", new HomePage
    {
        Title = Ui["Desk.Home"],
        Lead = Ui["Desk.Home.Lead"],
        Section = "home",
        Boxes = await boxes.ForAsync(Me, HttpContext.RequestAborted),
    });
}

public sealed class HomePage : DeskPage
{
    public required IReadOnlyList<HomeBox> Boxes { get; init; }
}
