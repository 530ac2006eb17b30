using CsmPartners.Staff;
using CsmPartners.Tests.Media;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>An exhibition's way from an invitation to its visitors and back to an earlier state, by four people.</summary>
public sealed class WholePathTests(Browser browser)
{
    private const string NewPassword = "Алматыдағы күзгі бақ 2026";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_an_invitation_to_visitors_in_three_languages_and_back_to_an_earlier_state(bool script)
    {
        var mark = script ? "one" : "two";
        var author = await InviteAsync($"{mark}@museum.test", script);

        await author.GotoAsync("/admin/partners/new");
        await author.FillAsync("#Title-Kk", $"Жібек музейі {mark}");
        await author.FillAsync("#Title-Ru", $"Музей шёлка {mark}");
        await author.FillAsync("#Slug", $"silk-museum-{mark}");
        await author.SelectOptionAsync("#Institution", "Museum");
        await SaveAsync(author);
        var partner = NumberOf(author);

        await author.GotoAsync("/admin/media/new");
        await author.SetInputFilesAsync("#files", new FilePayload { Name = "silk.jpg", MimeType = "image/jpeg", Buffer = TestFiles.Jpeg(script ? 1210 : 1220, 800) });
        await author.ClickAsync("main button");
        await author.FillAsync("#Alt-Kk", "Жібек мата");
        await author.FillAsync("#Alt-Ru", "Шёлковая ткань");
        await author.FillAsync("#Alt-En", "A silk cloth");
        await author.ClickAsync("#media button");
        var picture = author.Url.Split('/')[^1];

        await author.GotoAsync("/admin/exhibitions/new");
        await author.FillAsync("#Title-Kk", $"Жібек жолы {mark}");
        await author.FillAsync("#Summary-Kk", "Жібек туралы көрме.");
        await author.FillAsync("#Body-Kk", $"Көрме [[partner:silk-museum-{mark}]] музейімен бірге дайындалды.");
        await author.FillAsync("[name='Participations[0].Partner']", $"Жібек музейі {mark}");
        await author.SelectOptionAsync("[name='Participations[0].Role']", "Organiser");
        await author.FillAsync("[name='Media[0].Pick']", picture);
        await author.FillAsync("#Starts", "2026-10");
        await author.FillAsync("#Slug", $"silk-road-{mark}");
        await SaveAsync(author);
        var id = NumberOf(author);

        var translator = await browser.WorkAsync($"/admin/entries/{id}/edit", language: "ru", script: script);
        await translator.FillAsync("#Title-Ru", $"Шёлковый путь {mark}");
        await translator.FillAsync("#Summary-Ru", "Выставка о шёлке.");
        await translator.FillAsync("#Body-Ru", "Выставка подготовлена вместе с музеем.");
        await translator.FillAsync("#Title-En", $"The Silk Road {mark}");
        await translator.FillAsync("#Summary-En", "An exhibition about silk.");
        await translator.FillAsync("#Body-En", "The exhibition was prepared together with the museum.");
        await SaveAsync(translator);
        await translator.GotoAsync($"/admin/entries/{id}");
        await translator.ClickAsync("form[action$='/submit'] button");

        var publisher = await browser.WorkAsync($"/admin/entries/{partner}", StaffRole.Publisher, script: script);
        await publisher.FillAsync("#Reason", "The text about the museum follows");
        await publisher.ClickAsync("form[action$='/publish'] button:not([formaction])");
        await publisher.GotoAsync($"/admin/entries/{id}");
        await publisher.ClickAsync("form[action$='/publish'] button:not([formaction])");
        await Assertions.Expect(publisher.Locator(".notice")).ToContainTextAsync("Published");
        await LookAsync();

        foreach (var (language, title) in new[] { ("kk", "Жібек жолы"), ("ru", "Шёлковый путь"), ("en", "The Silk Road") })
        {
            var visitor = await browser.OpenAsync($"/{language}/exhibitions/silk-road-{mark}", script: script);
            await Assertions.Expect(visitor.Locator("h1")).ToHaveTextAsync($"{title} {mark}");
            await Assertions.Expect(visitor.Locator("main picture img").First).ToBeVisibleAsync();
            await Assertions.Expect(visitor.Locator(".participants a")).ToHaveCountAsync(1);
            await visitor.Context.CloseAsync();
        }

        await translator.GotoAsync($"/admin/entries/{id}/edit");
        await translator.FillAsync("#Body-Ru", "Выставка подготовлена вместе с музеем шёлка.");
        await SaveAsync(translator);
        await translator.GotoAsync($"/admin/entries/{id}/compare?from=2&to=3");
        await Assertions.Expect(translator.Locator("ins")).ToContainTextAsync("шёлка");
        await translator.ClickAsync("form[action$='/restore'] button[value='2']");
        await translator.GotoAsync($"/admin/entries/{id}/edit");
        Assert.Equal("Выставка подготовлена вместе с музеем.", await translator.InputValueAsync("#Body-Ru"));
        foreach (var page in new[] { author, translator, publisher })
            await page.Context.CloseAsync();
    }

    /// <summary>Invited by letter, with a password of their own and a code from the telephone, signed in by both.</summary>
    private async Task<IPage> InviteAsync(string email, bool script)
    {
        var administrator = await browser.WorkAsync("/admin/people", StaffRole.Administrator, script: script);
        await administrator.FillAsync("#Name", "A new colleague");
        await administrator.FillAsync("#Email", email);
        await administrator.SelectOptionAsync("#Role", "Editor");
        await administrator.SelectOptionAsync("#Language", "kk");
        await administrator.ClickAsync("form[action='/admin/people'] button");
        await administrator.Context.CloseAsync();

        var letter = await browser.Site.LetterToAsync(email);
        var page = await browser.OpenAsync(Letters.LinkOf(letter.Text), script: script);
        await page.FillAsync("[name=Password]", NewPassword);
        await page.FillAsync("[name=Again]", NewPassword);
        await page.ClickAsync("form[action='/admin/invitation'] button");
        await SignInAsync(page, email);
        await page.GotoAsync("/admin/account/second-factor");
        var key = (await page.TextContentAsync("main code"))!;
        await page.FillAsync("#Code", Authenticator.Code(key));
        await page.ClickAsync("form[action='/admin/account/second-factor'] button");
        await page.ClickAsync("form[action='/admin/sign-out'] button");
        await SignInAsync(page, email);
        await page.FillAsync("#Code", Authenticator.Code(key));
        await page.ClickAsync("form[action='/admin/sign-in/code'] button");
        await Assertions.Expect(page.Locator(".desk-sections")).ToBeVisibleAsync();
        return page;
    }

    private static async Task SignInAsync(IPage page, string email)
    {
        await page.FillAsync("[name=Email]", email);
        await page.FillAsync("[name=Password]", NewPassword);
        await page.ClickAsync("main form button");
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.ClickAsync(".save-bar button:not([name])");
        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
    }

    private static string NumberOf(IPage page) => page.Url.Split('/')[^2];

    private Task LookAsync() => browser.Site.Services.GetRequiredService<PublishedSiteKeeper>().LookAsync(CancellationToken.None);
}
