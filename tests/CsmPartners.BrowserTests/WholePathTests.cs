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
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task From_an_invitation_to_visitors_in_three_languages_and_back_to_an_earlier_state(bool script, bool keyboard)
    {
        var mark = (keyboard ? "keys" : "pointer") + (script ? "-script" : "");
        var author = await InviteAsync($"{mark}@museum.test", script, keyboard);

        await author.PressAsync(".desk-sections a[href='/admin/partners']");
        await author.PressAsync("a[href='/admin/partners/new']");
        await author.TypeAsync("#Title-Kk", $"Жібек музейі {mark}");
        await author.TypeAsync("#Title-Ru", $"Музей шёлка {mark}");
        await author.ChooseAsync("#Institution", "Museum");
        await author.TypeAsync("#Slug", $"silk-museum-{mark}");
        await SaveAsync(author);
        var partner = NumberOf(author);

        await author.PressAsync(".desk-sections a[href='/admin/media']");
        await author.PressAsync("a[href='/admin/media/new']");
        await author.AttachAsync("#files", new FilePayload { Name = "silk.jpg", MimeType = "image/jpeg", Buffer = TestFiles.Jpeg(1210, 800) });
        await author.PressAsync("main button");
        await author.TypeAsync("#Alt-Kk", "Жібек мата");
        await author.TypeAsync("#Alt-Ru", "Шёлковая ткань");
        await author.TypeAsync("#Alt-En", "A silk cloth");
        await author.PressAsync("#media button");
        var picture = author.Page.Url.Split('/')[^1];

        await author.PressAsync(".desk-sections a[href='/admin/exhibitions']");
        await author.PressAsync("a[href='/admin/exhibitions/new']");
        await author.TypeAsync("#Title-Kk", $"Жібек жолы {mark}");
        await author.TypeAsync("#Summary-Kk", "Жібек туралы көрме.");
        await author.TypeAsync("#Body-Kk", $"Көрме [[partner:silk-museum-{mark}]] музейімен бірге дайындалды.");
        await author.TypeAsync("#Starts", "2026-10");
        await author.TypeAsync("[name='Participations[0].Partner']", $"Жібек музейі {mark}");
        await author.ChooseAsync("[name='Participations[0].Role']", "Organiser");
        await author.TypeAsync("[name='Media[0].Pick']", picture);
        await author.TypeAsync("#Slug", $"silk-road-{mark}");
        await SaveAsync(author);
        var id = NumberOf(author);

        var translator = Hands.At(await browser.WorkAsync($"/admin/entries/{id}/edit", language: "ru", script: script), keyboard);
        await translator.TypeAsync("#Title-Ru", $"Шёлковый путь {mark}");
        await translator.TypeAsync("#Title-En", $"The Silk Road {mark}");
        await translator.TypeAsync("#Summary-Ru", "Выставка о шёлке.");
        await translator.TypeAsync("#Summary-En", "An exhibition about silk.");
        await translator.TypeAsync("#Body-Ru", "Выставка подготовлена вместе с музеем.");
        await translator.TypeAsync("#Body-En", "The exhibition was prepared together with the museum.");
        await SaveAsync(translator);
        await translator.PressAsync($".save-bar a[href='/admin/entries/{id}']");
        await translator.PressAsync("form[action$='/submit'] button");

        var publisher = Hands.At(await browser.WorkAsync($"/admin/entries/{partner}", StaffRole.Publisher, script: script), keyboard);
        await publisher.TypeAsync("#Reason", "The text about the museum follows");
        await publisher.PressAsync("form[action$='/publish'] button:not([formaction])");
        await publisher.PressAsync(".desk-sections a[href='/admin/exhibitions']");
        await publisher.PressAsync($"table a[href='/admin/entries/{id}']");
        await publisher.PressAsync("form[action$='/publish'] button:not([formaction])");
        await Assertions.Expect(publisher.Page.Locator(".notice")).ToContainTextAsync("Published");
        await LookAsync();

        foreach (var (language, title) in new[] { ("kk", "Жібек жолы"), ("ru", "Шёлковый путь"), ("en", "The Silk Road") })
        {
            var visitor = await browser.OpenAsync($"/{language}/exhibitions/silk-road-{mark}", script: script);
            await Assertions.Expect(visitor.Locator("h1")).ToHaveTextAsync($"{title} {mark}");
            await Assertions.Expect(visitor.Locator("main picture img").First).ToBeVisibleAsync();
            await Assertions.Expect(visitor.Locator(".participants a")).ToHaveCountAsync(1);
            await visitor.Context.CloseAsync();
        }

        await translator.PressAsync($"a.button[href='/admin/entries/{id}/edit']");
        await translator.TypeAsync("#Body-Ru", "Выставка подготовлена вместе с музеем шёлка.");
        await SaveAsync(translator);
        await translator.PressAsync($".save-bar a[href='/admin/entries/{id}']");
        await translator.PressAsync("form[action$='/compare'] button");
        await Assertions.Expect(translator.Page.Locator("ins")).ToContainTextAsync("шёлка");
        await translator.PressAsync("form[action$='/restore'] button[value='2']");
        await translator.PressAsync($"a.button[href='/admin/entries/{id}/edit']");
        Assert.Equal("Выставка подготовлена вместе с музеем.", await translator.Page.InputValueAsync("#Body-Ru"));
        foreach (var page in new[] { author, translator, publisher })
            await page.Page.Context.CloseAsync();
    }

    [Fact]
    public async Task Past_a_long_list_of_people_the_next_is_invited_with_the_keyboard()
    {
        for (var person = 0; person < 40; person++)
            await DeskClient.PersonAsync(browser.Site, StaffRole.Editor);
        var administrator = Hands.At(await browser.WorkAsync("/admin/people", StaffRole.Administrator), keyboard: true);
        await administrator.TypeAsync("#Name", "A new colleague");
        Assert.Equal("A new colleague", await administrator.Page.InputValueAsync("#Name"));
        await administrator.Page.Context.CloseAsync();
    }

    /// <summary>Invited by letter, with a password of their own and a code from the telephone, signed in by both.</summary>
    private async Task<Hands> InviteAsync(string email, bool script, bool keyboard)
    {
        var administrator = Hands.At(await browser.WorkAsync("/admin/people", StaffRole.Administrator, script: script), keyboard);
        await administrator.TypeAsync("#Name", "A new colleague");
        await administrator.TypeAsync("#Email", email);
        await administrator.ChooseAsync("#Role", "Editor");
        await administrator.ChooseAsync("#Language", "kk");
        await administrator.PressAsync("form[action='/admin/people'] button");
        await administrator.Page.Context.CloseAsync();

        var letter = await browser.Site.LetterToAsync(email);
        var page = Hands.At(await browser.OpenAsync(Letters.LinkOf(letter.Text), script: script), keyboard);
        await page.TypeAsync("[name=Password]", NewPassword);
        await page.TypeAsync("[name=Again]", NewPassword);
        await page.PressAsync("form[action='/admin/invitation'] button");
        await SignInAsync(page, email);
        await page.PressAsync(".desk-tools a[href='/admin/account']");
        await page.PressAsync("main a[href='/admin/account/second-factor']");
        var key = (await page.Page.TextContentAsync("main code"))!;
        await page.TypeAsync("#Code", Authenticator.Code(key));
        await page.PressAsync("form[action='/admin/account/second-factor'] button");
        await page.PressAsync("form[action='/admin/sign-out'] button");
        await SignInAsync(page, email);
        await page.TypeAsync("#Code", Authenticator.Code(key));
        await page.PressAsync("form[action='/admin/sign-in/code'] button");
        await Assertions.Expect(page.Page.Locator(".desk-sections")).ToBeVisibleAsync();
        return page;
    }

    private static async Task SignInAsync(Hands page, string email)
    {
        await page.TypeAsync("[name=Email]", email);
        await page.TypeAsync("[name=Password]", NewPassword);
        await page.PressAsync("main form button");
    }

    private static async Task SaveAsync(Hands page)
    {
        await page.SaveAsync();
        await Assertions.Expect(page.Page.Locator(".notice")).ToBeVisibleAsync();
    }

    private static string NumberOf(Hands page) => page.Page.Url.Split('/')[^2];

    private Task LookAsync() => browser.Site.Services.GetRequiredService<PublishedSiteKeeper>().LookAsync(CancellationToken.None);
}
