using AngleSharp.Html.Dom;
using CsmPartners.Visitors;
using CsmPartners.Web.Site.Contact;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Support;

/// <summary>What visitors write by the form, and what of it is stored.</summary>
internal static class VisitorsLetters
{
    public const string Form = "form.letter-form";

    /// <summary>The form as somebody has had it open for a while.</summary>
    public static async Task<IHtmlDocument> OpenLetterAsync(this DeskClient visitor, string address, TimeSpan? open = null)
    {
        var page = await visitor.GetPageAsync(address);
        page.QuerySelector("[name=stamp]")!.SetAttribute("value", visitor.Site.StampOf(open ?? TimeSpan.FromMinutes(1)));
        return page;
    }

    /// <summary>Of a form that was handed out so long ago.</summary>
    public static string StampOf(this TestSite site, TimeSpan age) =>
        site.Services.GetRequiredService<FormSeals>().Stamp(TimeProvider.System.GetUtcNow() - age);

    /// <summary>A letter in good order, changed as the test wants it.</summary>
    public static (string Name, string? Value)[] Typed(string mark, params (string Name, string? Value)[] changes) =>
    [
        .. new (string Name, string? Value)[] { ("kind", "question"), ("text", $"Музейде {mark} бар ма?"), ("name", mark), ("email", "reader@example.kz") }
            .Where(f => !changes.Any(c => c.Name == f.Name)),
        .. changes,
    ];

    /// <summary>Letters whose writer has this name, in the order in which they came.</summary>
    public static async Task<IReadOnlyList<Letter>> LettersByAsync(this TestSite site, string name)
    {
        await using var db = site.Database();
        return await db.Letters.AsNoTracking().Where(l => l.Name == name).OrderBy(l => l.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A letter as the form would have stored it, without the form.</summary>
    public static async Task<Letter> LetterAsync(this TestSite site, Action<Letter>? change = null)
    {
        var letter = new Letter
        {
            Key = Guid.NewGuid().ToString("N"),
            Kind = LetterKind.Correction,
            Language = "ru",
            Text = $"В записи ошибка {Guid.NewGuid():N}: год другой.",
            Name = "Читатель",
            Email = "reader@example.kz",
            At = TimeProvider.System.GetUtcNow().UtcDateTime,
        };
        change?.Invoke(letter);
        await using var db = site.Database();
        db.Add(letter);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return letter;
    }

    public static async Task<Letter?> FindLetterAsync(this TestSite site, int id)
    {
        await using var db = site.Database();
        return await db.Letters.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, TestContext.Current.CancellationToken);
    }
}
