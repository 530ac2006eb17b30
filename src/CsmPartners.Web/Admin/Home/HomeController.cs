using CsmPartners.Visitors;
using CsmPartners.Web.Admin.Letters;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Home;

/// <summary>What awaits the person who is signed in.</summary>
public sealed class HomeController(HomeBoxes boxes, SiteDb db) : DeskController
{
    [HttpGet(DeskLinks.Home)]
    public async Task<IActionResult> Index() => Show("Home", new HomePage
    {
        Title = Ui["Desk.Home"],
        Lead = Ui["Desk.Home.Lead"],
        Section = "home",
        Boxes = await boxes.ForAsync(Me, HttpContext.RequestAborted),
        LetterCount = await db.Letters.CountAsync(l => l.State == LetterState.New, HttpContext.RequestAborted),
        HeldLetters = await db.Letters.CountAsync(l => l.State == LetterState.Held, HttpContext.RequestAborted),
        Letters = await db.Letters.Where(l => l.State == LetterState.New).InOrder().Take(HomePage.MostLetters).ToRowsAsync(db, HttpContext.RequestAborted),
    });
}

public sealed class HomePage : DeskPage
{
    public const int MostLetters = 5;

    public required IReadOnlyList<HomeBox> Boxes { get; init; }

    /// <summary>How many new letters there are altogether.</summary>
    public required int LetterCount { get; init; }

    public required int HeldLetters { get; init; }

    /// <summary>The latest of the new ones.</summary>
    public required IReadOnlyList<LetterRow> Letters { get; init; }
}
