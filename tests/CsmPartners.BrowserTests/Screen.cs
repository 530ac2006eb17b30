using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Web.Admin;
using CsmPartners.Web.Admin.FirstAdministrator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>A screen of the desk in one of its states.</summary>
/// <param name="Name">As a failed test says it.</param>
/// <param name="Route">The address as the program knows it.</param>
/// <param name="Open">Shows it to somebody, in a language.</param>
public sealed record Screen(string Name, string Route, Func<DeskScreens, string, Task<IPage>> Open)
{
    private const string Entry = "/admin/entries/{id:int}";

    private static readonly string[] Guide = ["begin", "write", "together", "publish", "translate", "media", "care", "administrator"];

    public static IReadOnlyList<Screen> All { get; } =
    [
        .. Door(), .. Account(), .. People(), .. Lists(), .. Writing(), .. Entries(), .. Media(), .. Letters(), .. Refusals(), .. PublicPreview(),
        At("/admin"), At("/admin/guide"), .. Guide.Select(page => At($"/admin/guide/{page}", "/admin/guide/{name}")),
    ];

    private static Screen At(string address, string? route = null) => new(address, route ?? address, (desk, language) => desk.AtAsync(language, address));

    private static Screen Of(string name, string route, Func<DeskScreens, string> address) => new(name, route, (desk, language) => desk.AtAsync(language, address(desk)));

    private static Screen Stranger(string name, string route, string? address = null, Func<IPage, Task>? then = null) => new(name, route, async (desk, language) =>
        await AndAsync(await desk.StrangerAsync(language, address ?? route), then));

    /// <summary>The administrator's screen after something was done on it.</summary>
    private static Screen After(string name, string route, Func<DeskScreens, string> address, Func<IPage, Task> then) => new(name, route, async (desk, language) =>
        await AndAsync(await desk.AtAsync(language, address(desk)), then));

    private static async Task<IPage> AndAsync(IPage page, Func<IPage, Task>? then)
    {
        if (then is not null)
            await then(page);
        return page;
    }

    private static IEnumerable<Screen> Door()
    {
        yield return Stranger("Signing in", DeskLinks.SignIn);
        yield return Stranger("Signing in, refused", DeskLinks.SignIn, then: async page => await DeskScreens.SignInAsync(page, "nobody@museum.test"));
        yield return new("Signing in where nobody works yet", DeskLinks.SignIn, async (desk, language) => await desk.StrangerAsync(language, (await desk.EmptyAsync()).Origin + DeskLinks.SignIn));
        yield return new("The code", DeskLinks.SignInCode, (desk, language) => desk.HalfSignedInAsync(language));
        yield return new("The code, refused", DeskLinks.SignInCode, async (desk, language) => await AndAsync(await desk.HalfSignedInAsync(language), async page =>
        {
            await page.FillAsync("#Code", "no code");
            await page.ClickAsync("form[action='/admin/sign-in/code'] button");
            await page.Locator("#Code-error").WaitForAsync();
        }));
        yield return new("The first administrator", DeskLinks.FirstAdministrator, async (desk, language) => await desk.StrangerAsync(language, (await desk.EmptyAsync()).Services.GetRequiredService<FirstLink>().Make()));
        yield return new("The first administrator, to be mended", DeskLinks.FirstAdministrator, async (desk, language) => await AndAsync(await desk.StrangerAsync(language, (await desk.EmptyAsync()).Services.GetRequiredService<FirstLink>().Make()), page => page.ClickAsync("form[action='/admin/first'] button")));
        yield return Stranger("The first administrator, too late", DeskLinks.FirstAdministrator);
        yield return new("An invitation", DeskLinks.Invitation, async (desk, language) => await desk.StrangerAsync(language, await desk.LetterLinkAsync(language, isInvitation: true)));
        yield return new("An invitation, to be mended", DeskLinks.Invitation, async (desk, language) => await AndAsync(await desk.StrangerAsync(language, await desk.LetterLinkAsync(language, isInvitation: true)), page => page.ClickAsync("form[action='/admin/invitation'] button")));
        yield return Stranger("An invitation, run out", DeskLinks.Invitation, "/admin/invitation?user=1&token=x");
        yield return Stranger("A forgotten password", DeskLinks.ForgottenPassword);
        yield return Stranger("A forgotten password, to be mended", DeskLinks.ForgottenPassword, then: page => page.ClickAsync("form[action='/admin/password'] button"));
        yield return new("A new password", DeskLinks.NewPassword, async (desk, language) => await desk.StrangerAsync(language, await desk.LetterLinkAsync(language, isInvitation: false)));
        yield return Stranger("A new password, run out", DeskLinks.NewPassword);
    }

    private static IEnumerable<Screen> Account()
    {
        yield return At(DeskLinks.Account);
        yield return After("Account, to be mended", DeskLinks.Account, _ => DeskLinks.Account, async page =>
        {
            await page.FillAsync("#Current", "wrong");
            await page.ClickAsync("form[action='/admin/account/password'] button");
            await page.Locator("main .error").First.WaitForAsync();
        });
        yield return new("Second factor, with the drawing", DeskLinks.SecondFactor, (desk, language) => desk.PersonAsync(language, StaffRole.Editor, DeskLinks.SecondFactor));
        yield return new("Second factor, switched on", DeskLinks.SecondFactor, (desk, language) => desk.SignedInWithCodeAsync(language, DeskLinks.SecondFactor));
        yield return new("Recovery codes", DeskLinks.SecondFactor, async (desk, language) => await AndAsync(await desk.SignedInWithCodeAsync(language, DeskLinks.SecondFactor), async page =>
        {
            await page.ClickAsync("form[action='/admin/account/second-factor/recovery-codes'] button");
            await page.Locator(".desk-codes").WaitForAsync();
        }));
        yield return At(DeskLinks.Proof);
        yield return At(DeskLinks.Passkeys);
        yield return new("Passkeys, two", DeskLinks.Passkeys, (desk, language) => desk.SignedInWithCodeAsync(language, DeskLinks.Passkeys));
    }

    private static IEnumerable<Screen> People()
    {
        yield return At(DeskLinks.People);
        yield return After("People, to be mended", DeskLinks.People, _ => DeskLinks.People, page => page.ClickAsync("form[action='/admin/people'] button"));
        yield return new("A person with codes and passkeys", "/admin/people/{id:int}", async (desk, language) =>
        {
            await desk.PersonWithCodesAsync(language);
            return await desk.AtAsync(language, DeskLinks.Person(desk.NewestPerson()));
        });
        yield return new("An invited person", "/admin/people/{id:int}", async (desk, language) =>
        {
            await desk.LetterLinkAsync(language, isInvitation: true);
            return await desk.AtAsync(language, DeskLinks.Person(desk.NewestPerson()));
        });
        yield return At(DeskLinks.Audit);
        yield return At(DeskLinks.Failures);
        yield return At("/admin/audit?q=zzzz", DeskLinks.Audit);
        yield return At(DeskLinks.Status);
        yield return At(DeskLinks.Settings);
        yield return After("Settings, to be mended", DeskLinks.Settings, _ => DeskLinks.Settings, async page =>
        {
            await page.FillAsync("#Latitude", "95");
            await page.ClickAsync("form[action='/admin/settings'] button");
            await page.Locator("#Latitude-error").WaitForAsync();
        });
    }

    private static IEnumerable<Screen> Lists()
    {
        const string list = "/admin/{list:desklist}";
        foreach (var kind in Enum.GetValues<EntryKind>())
            yield return At(DeskLinks.List(kind), list);
        yield return At(DeskLinks.Entries);
        yield return At("/admin/partners?q=zzzz&state=nonsense", list);
        foreach (var action in new[] { "Submit", "Bin" })
            yield return After($"Several entries, {action}", DeskLinks.Entries, _ => DeskLinks.Entries, page => TickAsync(page, action));
        yield return After("Several entries, done", DeskLinks.Entries, _ => "/admin/entries?editor=me", async page =>
        {
            await page.GotoAsync("/admin/pages/new");
            await page.FillAsync("#Title-Ru", "Страница для списка");
            await page.ClickAsync(".save-bar button");
            await page.WaitForURLAsync("**/edit");
            await page.GotoAsync("/admin/pages?editor=me");
            await TickAsync(page, "Submit");
            await page.ClickAsync("form[action='/admin/entries/bulk/done'] button");
            await page.WaitForURLAsync("**/done");
        });
        yield return At(DeskLinks.Translations);
        foreach (var language in Language.All)
            yield return At(DeskLinks.Translation(language), "/admin/translations/{code:language}");
        yield return At(DeskLinks.Bin);
        yield return Of("Into the bin", Entry + "/bin", desk => DeskLinks.ToBin(desk.Draft));
        yield return Of("Into the bin, refused", Entry + "/bin", desk => DeskLinks.ToBin(desk.Exhibition));
        yield return Of("Merging", Entry + "/merge", desk => DeskLinks.Merge(desk.AnyOf(EntryKind.Partner)));
        yield return Of("Merging, what would move", Entry + "/merge", desk => DeskLinks.Merge(desk.AnyOf(EntryKind.Partner)) + "?other=kunstkamera");
        yield return Of("Merging, several found", Entry + "/merge", desk => DeskLinks.Merge(desk.AnyOf(EntryKind.Partner)) + "?other=museum");
        yield return Of("Merging, none found", Entry + "/merge", desk => DeskLinks.Merge(desk.AnyOf(EntryKind.Partner)) + "?other=zzzz");
    }

    private static async Task TickAsync(IPage page, string action)
    {
        foreach (var box in await page.Locator("[name=Entries]").AllAsync())
            await box.CheckAsync();
        await page.ClickAsync($"form.entries [value={action}]");
        await page.WaitForURLAsync("**/bulk");
    }

    private static IEnumerable<Screen> Writing()
    {
        foreach (var kind in Enum.GetValues<EntryKind>())
        {
            yield return At(DeskLinks.New(kind), "/admin/{list:desklist}/new");
            yield return Of($"Writing, {kind}", Entry + "/edit", desk => DeskLinks.Edit(desk.AnyOf(kind)));
        }

        yield return Of("Writing, with stale texts", Entry + "/edit", desk => DeskLinks.Edit(desk.Exhibition));
        yield return Of("Writing, with warnings", Entry + "/edit", desk => DeskLinks.Edit(desk.Draft));
        yield return new("Writing, with everything open and much to mend", Entry + "/edit", async (desk, language) => await AndAsync(await desk.PersonAsync(language, StaffRole.Editor, "/admin/exhibitions/new"), async page =>
        {
            await page.FillAsync("#Starts", "2014-02-30");
            await page.FillAsync("#Title-Ru", new string('я', 301));
            await page.FillAsync("#Body-Ru", "## Часть\n\nТекст с **выделением**.");
            await page.FillAsync("#Slug", "Not An Address");
            await page.FillAsync("[name='Participations[0].Partner']", "nobody at all");
            await page.ClickAsync(".save-bar button");
            await page.Locator(".problems").WaitForAsync();
            await page.ClickAsync("[data-preview=Body-Ru]");
            await page.ClickAsync("#People");
            await page.ClickAsync("[data-rows=People] > .row:nth-of-type(2) .row-remove");
            await page.Locator(".text-preview .prose").WaitForAsync();
        }));
        yield return new("Writing, with a clash", Entry + "/edit", async (desk, language) => await AndAsync(await desk.PersonAsync(language, StaffRole.Editor, DeskLinks.Edit(desk.Exhibition)), async page =>
        {
            await desk.SaveMeanwhileAsync(("Summary.En", $"A colleague's words, {language}"), ("Summary.Ru", $"Слова коллеги, {language}"));
            await page.FillAsync("#Summary-En", "My words");
            await page.FillAsync("#Summary-Ru", "Мои слова");
            await page.ClickAsync(".save-bar button:not([name])");
            await page.Locator(".clash").First.WaitForAsync();
        }));
        yield return new("Writing, with kept text, a colleague and a dialog", Entry + "/edit", async (desk, language) => await AndAsync(await desk.PersonAsync(language, StaffRole.Editor, DeskLinks.Edit(desk.Draft)), async page =>
        {
            page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
            await page.FillAsync("#Body-Ru", "Текст, который остался");
            await page.GotoAsync(DeskLinks.Edit(desk.Draft));
            await page.Locator(".kept").WaitForAsync();
            await page.ClickAsync(".toolbar[aria-controls=Body-En] [data-do=reference]");
            await page.Locator("dialog[open]").WaitForAsync();
        }));
        yield return new("A text as visitors would read it", Entry + "/edit", async (desk, language) => await AndAsync(await desk.AtAsync(language, DeskLinks.Edit(desk.Exhibition)), async page =>
        {
            await page.EvaluateAsync("() => { const form = document.querySelector('form.edit'); form.action = '/admin/preview-text?field=Body.Kk&language=kk'; form.submit(); }");
            await page.WaitForURLAsync("**/preview-text?**");
        }));
    }

    private static IEnumerable<Screen> Entries()
    {
        yield return Of("An entry, published, with a newer draft and comments", Entry, desk => DeskLinks.Entry(desk.Exhibition));
        yield return Of("An entry in review", Entry, desk => DeskLinks.Entry(desk.Submitted));
        yield return Of("An entry, a draft", Entry, desk => DeskLinks.Entry(desk.Draft));
        yield return Of("An entry in the bin", Entry, desk => DeskLinks.Entry(desk.Binned));
        yield return Of("An entry of the museum's own record", Entry, desk => DeskLinks.Entry(desk.AnyOf(EntryKind.Partner)));
        yield return After("An entry, returned without a word", Entry, desk => DeskLinks.Entry(desk.Submitted), page => page.ClickAsync("form[action$='/return'] button"));
        yield return After("An entry, scheduled for the past", Entry, desk => DeskLinks.Entry(desk.Submitted), async page =>
        {
            await page.FillAsync("#At", "2014-05-12T09:00");
            await page.ClickAsync("[formaction$='/schedule']");
        });
        yield return After("An entry, withdrawn without a reason", Entry, desk => DeskLinks.Entry(desk.Exhibition), async page =>
        {
            await page.OpenDetailsAsync();
            await page.ClickAsync("form[action$='/withdraw'] button");
        });
        yield return After("An entry, a link for nobody", Entry, desk => DeskLinks.Entry(desk.Exhibition), page => page.ClickAsync("form[action$='/links'] button"));
        yield return After("An entry, an empty comment", Entry, desk => DeskLinks.Entry(desk.Exhibition), page => page.ClickAsync("form[action$='/comments'] button"));
        yield return After("An entry, a link just made", Entry, desk => DeskLinks.Entry(desk.Draft), async page =>
        {
            await page.FillAsync("#Recipient", "Музей-партнёр");
            await page.ClickAsync("form[action$='/links'] button");
            await page.Locator("#NewLink").WaitForAsync();
        });
        yield return Of("Two revisions compared", Entry + "/compare", desk => DeskLinks.Compare(desk.Exhibition, 1, 3));
        yield return Of("A revision compared with itself", Entry + "/compare", desk => DeskLinks.Compare(desk.Exhibition, 2, 2));
        foreach (var kind in new[] { EntryKind.Partner, EntryKind.Page, EntryKind.Agreement })
            yield return Preview($"A preview, {kind}", desk => desk.AnyOf(kind));
        yield return Preview("A preview of a draft", desk => desk.Draft);
    }

    private static Screen Preview(string name, Func<DeskScreens, int> entry) =>
        new(name, Entry + "/preview/{language:language}", (desk, language) => desk.AtAsync(language, DeskLinks.Preview(entry(desk), Language.Find(language)!)));

    private static IEnumerable<Screen> Media()
    {
        yield return At(DeskLinks.Media);
        yield return At("/admin/media?q=zzzz", DeskLinks.Media);
        yield return At(DeskLinks.NewMedia);
        yield return After("New files, one refused", DeskLinks.NewMedia, _ => DeskLinks.NewMedia, async page =>
        {
            await page.SetInputFilesAsync("#files", new FilePayload[]
            {
                new() { Name = "drawing.png", MimeType = "image/png", Buffer = "<svg/>"u8.ToArray() },
                new() { Name = "second.jpg", MimeType = "image/jpeg", Buffer = Tests.Media.TestFiles.Jpeg(500, 400) },
            });
            await page.ClickAsync("main .media-form button");
            await page.Locator("#files-error").WaitForAsync();
        });
        yield return Of("A picture in use", "/admin/media/{id:int}", desk => DeskLinks.MediaFile(desk.Picture));
        yield return After("A picture, to be mended", "/admin/media/{id:int}", desk => DeskLinks.MediaFile(desk.Picture), async page =>
        {
            await page.FillAsync("#FocalX", "far left");
            await page.ClickAsync("#media button");
            await page.Locator("#FocalX-error").WaitForAsync();
        });
        yield return Of("A document", "/admin/media/{id:int}", desk => DeskLinks.MediaFile(desk.Paper));
    }

    private static IEnumerable<Screen> Letters()
    {
        const string letter = "/admin/letters/{id:int}";
        yield return At(DeskLinks.Letters);
        yield return At("/admin/letters?state=rubbish&language=en", DeskLinks.Letters);
        yield return Of("Letters about an entry", DeskLinks.Letters, desk => DeskLinks.LettersAbout(desk.Exhibition));
        yield return At("/admin/letters?kind=permission&state=answered", DeskLinks.Letters);
        yield return Of("A letter", letter, desk => DeskLinks.Letter(desk.Letter));
        yield return Of("A letter in the trap", letter, desk => DeskLinks.Letter(desk.Spam));
        yield return After("A letter, to be mended", letter, desk => DeskLinks.Letter(desk.Letter), async page =>
        {
            await page.FillAsync("#Note", new string('x', 2001));
            await page.ClickAsync("main .plain-form button");
            await page.Locator("#Note-error").WaitForAsync();
        });
        yield return After("A letter that a colleague changed", letter, desk => DeskLinks.Letter(desk.Letter), async page =>
        {
            await page.EvaluateAsync("() => { document.querySelector('[name=Changes]').value = 99; }");
            await page.ClickAsync("main .plain-form button");
            await page.Locator("main .error").WaitForAsync();
        });
    }

    private static IEnumerable<Screen> Refusals()
    {
        yield return new("Not for this role", "refused", (desk, language) => desk.PersonAsync(language, StaffRole.Editor, DeskLinks.People));
        yield return At("/admin/nowhere", "refused");
        yield return new("A form that is not ours", "refused", async (desk, language) => await AndAsync(await desk.AtAsync(language, DeskLinks.Account), async page =>
        {
            await page.EvaluateAsync("() => { document.querySelectorAll('[name=__RequestVerificationToken]').forEach(t => t.remove()); document.querySelector('form[action=\"/admin/account\"]').submit(); }");
            await page.WaitForLoadStateAsync();
            await page.Locator("#Name").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        }));
        yield return new("The session has ended in the middle of a form", "refused", async (desk, language) => await AndAsync(await desk.PersonAsync(language, StaffRole.Editor, "/admin/projects/new"), async page =>
        {
            await page.FillAsync("#Body-Kk", "Ұзақ мәтін");
            await page.Context.ClearCookiesAsync();
            await page.ClickAsync(".save-bar button");
            await page.Locator("form.kept").WaitForAsync();
        }));
    }

    private static IEnumerable<Screen> PublicPreview()
    {
        const string route = "/{lang:language}/preview";
        yield return new("The link for a partner museum", route, (desk, language) => desk.StrangerAsync(language, Localized(desk, language)));
        yield return new("The link for a partner museum, an empty comment", route, async (desk, language) => await AndAsync(await desk.StrangerAsync(language, Localized(desk, language)), page => page.ClickAsync(".preview-form button")));
        yield return new("The link for a partner museum, a comment left", route, async (desk, language) => await AndAsync(await desk.StrangerAsync(language, Localized(desk, language)), async page =>
        {
            await page.FillAsync("#preview-author", "A curator");
            await page.FillAsync("#preview-text", "Our name is spelt otherwise.\nKunstkamera, with a K.");
            await page.ClickAsync(".preview-form button");
            await page.Locator(".preview-comment").First.WaitForAsync();
        }));
        yield return new("The link for a partner museum, revoked", route, (desk, language) => desk.StrangerAsync(language, $"/{language}/preview?key=x"));
    }

    private static string Localized(DeskScreens desk, string language) => $"/{language}{desk.PreviewLink[3..]}";
}
