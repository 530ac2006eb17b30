using System.Net;
using System.Security.Cryptography;
using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Tests.Media;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CsmPartners.BrowserTests;

/// <summary>A desk on which there is something to see on every screen, and an administrator in each language who looks.</summary>
public sealed class DeskScreens(Browser browser) : IAsyncLifetime
{
    private readonly Dictionary<string, IPage> administrators = [];
    private readonly TestSite empty = new();
    private readonly SemaphoreSlim emptyGate = new(1);
    private DeskClient? editor;

    public Browser Browser => browser;

    /// <summary>What the pages said in the browser's console.</summary>
    public List<string> Said { get; } = [];

    /// <summary>An exhibition with revisions, comments, a link, a former address, published, with a newer draft and stale texts.</summary>
    public int Exhibition { get; private set; }

    public string PreviewLink { get; private set; } = "";

    /// <summary>Complete and in review.</summary>
    public int Submitted { get; private set; }

    public int Draft { get; private set; }

    public int Binned { get; private set; }

    /// <summary>A visitor's correction of the exhibition.</summary>
    public int Letter { get; private set; }

    public int Spam { get; private set; }

    public int Picture { get; private set; }

    public int Paper { get; private set; }

    public async ValueTask InitializeAsync()
    {
        foreach (var language in Language.All)
            administrators[language.Code] = await PersonAsync(language.Code, StaffRole.Administrator);

        var site = browser.Site;
        editor = await site.StaffAsync(StaffRole.Editor, "ru", "Айгүл Серікқызы");
        using var publisher = await site.StaffAsync(StaffRole.Publisher, "kk", "Николай Павлов");
        Picture = await UploadAsync("carpet.jpg", TestFiles.Jpeg(900, 600));
        Paper = await UploadAsync("memorandum.pdf", TestFiles.Pdf());
        Exhibition = await editor.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("screens"), ("Slug", "screens-old"), ("Participations[0].Partner", "kunstkamera"), ("Participations[0].Role", "Host"), ("Media[0].Pick", $"{Picture}")]);
        await publisher.PublishAsync(Exhibition);
        await editor.SaveAsync(Exhibition, ("Slug", "screens-new"), ("Title.En", "Exhibition of screens"), ("Note", "The title follows the catalogue"));
        await publisher.PublishAsync(Exhibition);
        await editor.SaveAsync(Exhibition, ("Body.Kk", "Қазақша мәтін өзгерді."), ("Ends", "2019-06"));
        using (var entry = await editor.GetPageAsync($"/admin/entries/{Exhibition}"))
        {
            using var commented = await editor.PostFormAsync(entry, "form[action$='/comments']", [("Comment", "Which month?\r\nMay or June?")]);
            using var made = await editor.PostFormAsync(entry, "form[action$='/links']", [("Recipient", "A museum abroad")]);
            using var page = await made.ReadPageAsync();
            PreviewLink = new Uri(page.QuerySelector("#NewLink")!.GetAttribute("value")!).PathAndQuery;
        }

        Letter = (await site.LetterAsync(l => (l.EntryId, l.Text) = (Exhibition, "Көрме маусымда емес, мамырда ашылды.\n\nСообщаю, чтобы исправили."))).Id;
        Spam = (await site.LetterAsync(l => (l.State, l.SettledAt, l.Language, l.Email) = (CsmPartners.Visitors.LetterState.Rubbish, l.At, "en", ""))).Id;
        Submitted = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("in review"));
        using (var entry = await editor.GetPageAsync($"/admin/entries/{Submitted}"))
        using (await editor.PostFormAsync(entry, "form[action$='/submit']"))
            Draft = await editor.CreateAsync("projects", ("Type", "Research"), ("Title.Kk", "Жоба – тек қазақша"), ("Title.En", "Проект по-русски не туда"), ("Body.Kk", "Мәтін"));
        Binned = await editor.CreateAsync("events", ("Title.Ru", "Событие в корзине"));
        using (var confirm = await editor.GetPageAsync($"/admin/entries/{Binned}/bin"))
        using (await editor.PostFormAsync(confirm, "form[action$='/bin']"))
            await site.LookAsync();
    }

    /// <summary>The administrator at a screen.</summary>
    public async Task<IPage> AtAsync(string language, string address)
    {
        await administrators[language].GotoAsync(address);
        return administrators[language];
    }

    /// <summary>Somebody who is not signed in.</summary>
    public async Task<IPage> StrangerAsync(string language, string address)
    {
        var page = await browser.OpenAsync("about:blank", language: language);
        page.Console += Hear;
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>Somebody new, for screens that change who looks at them.</summary>
    public async Task<IPage> PersonAsync(string language, StaffRole role, string address = "about:blank")
    {
        var page = await browser.WorkAsync("about:blank", role, language, $"Сандуғаш Әбдірахманқызы {role}");
        page.Console += Hear;
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>Somebody with a second factor, made without the screens.</summary>
    public async Task<(string Email, string Key)> PersonWithCodesAsync(string language)
    {
        var person = await DeskClient.PersonAsync(browser.Site, StaffRole.Editor, language, "Салтанат Ысқақова");
        await using var scope = browser.Site.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>();
        person = (await people.FindByIdAsync($"{person.Id}"))!;
        await people.ResetAuthenticatorKeyAsync(person);
        await people.SetTwoFactorEnabledAsync(person, true);
        await people.GenerateNewTwoFactorRecoveryCodesAsync(person, 10);
        foreach (var name in new[] { "Кеңседегі компьютер", "Телефон" })
        {
            await people.AddOrUpdatePasskeyAsync(person, new(RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(77), TimeProvider.System.GetUtcNow(), 0, ["internal"], true, false, false, [], []) { Name = name });
        }

        return (person.Email!, (await people.GetAuthenticatorKeyAsync(person))!);
    }

    public async Task<IPage> HalfSignedInAsync(string language)
    {
        var (email, _) = await PersonWithCodesAsync(language);
        return await SignInAsync(await StrangerAsync(language, "/admin/sign-in"), email);
    }

    public async Task<IPage> SignedInWithCodeAsync(string language, string address)
    {
        var (email, key) = await PersonWithCodesAsync(language);
        var page = await SignInAsync(await StrangerAsync(language, "/admin/sign-in"), email);
        await page.FillAsync("#Code", Authenticator.Code(key));
        await page.ClickAsync("form[action='/admin/sign-in/code'] button");
        await page.GotoAsync(address);
        return page;
    }

    public static async Task<IPage> SignInAsync(IPage page, string email)
    {
        await page.FillAsync("#Email", email);
        await page.FillAsync("#Password", DeskClient.Password);
        await page.ClickAsync("form[action='/admin/sign-in'] button");
        return page;
    }

    /// <summary>The link in a letter to somebody who is invited, or has forgotten the password.</summary>
    public async Task<string> LetterLinkAsync(string language, bool isInvitation)
    {
        using var administrator = await browser.Site.StaffAsync(StaffRole.Administrator);
        var email = $"{Guid.NewGuid():N}@museum.test";
        if (isInvitation)
        {
            using var page = await administrator.GetPageAsync("/admin/people");
            using var invited = await administrator.PostFormAsync(page, "form[action='/admin/people']", [("Name", "Invited"), ("Email", email), ("Role", "Editor"), ("Language", language)]);
        }
        else
        {
            email = (await DeskClient.PersonAsync(browser.Site, StaffRole.Editor, language)).Email!;
            using var page = await administrator.GetPageAsync("/admin/password");
            using var asked = await administrator.PostFormAsync(page, "form[action='/admin/password']", [("Email", email)]);
        }

        return Letters.LinkOf((await browser.Site.LetterToAsync(email)).Text);
    }

    /// <summary>A colleague's newer revision of the exhibition.</summary>
    public Task SaveMeanwhileAsync(params (string Name, string? Value)[] changes) => editor!.SaveAsync(Exhibition, changes);

    /// <summary>A site where nobody works yet.</summary>
    public async Task<TestSite> EmptyAsync()
    {
        await emptyGate.WaitAsync();
        if (empty.Origin.Length == 0)
            await empty.InitializeAsync();
        emptyGate.Release();
        return empty;
    }

    /// <summary>Any entry of the museum's own record of a kind.</summary>
    public int AnyOf(EntryKind kind)
    {
        using var db = browser.Site.Database();
        return db.WorkingCopies.AsNoTracking().Where(w => w.Kind == kind && w.DeletedAt == null).OrderBy(w => w.EntryId).Select(w => w.EntryId).First();
    }

    public int NewestPerson()
    {
        using var db = browser.Site.Database();
        return db.Users.Max(p => p.Id);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var page in administrators.Values)
            await page.Context.CloseAsync();
        editor?.Dispose();
        emptyGate.Dispose();
        await empty.DisposeAsync();
    }

    // An answer other than 200 is said there too.
    private void Hear(object? sender, IConsoleMessage message)
    {
        if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource: the server responded with a status of 4", StringComparison.Ordinal))
            Said.Add(message.Text);
    }

    private async Task<int> UploadAsync(string name, byte[] bytes)
    {
        using var page = await editor!.GetPageAsync("/admin/media/new");
        using var taken = await editor!.PostFormAsync(page, ".media-form", files: [("files", name, "image/jpeg", bytes)]);
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        return int.Parse(taken.Headers.Location!.ToString().Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
