using System.Diagnostics;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CsmPartners.Sqlite;
using CsmPartners.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Benchmarks;

/// <summary>A publisher's browser at the desk of a site, which fills and sends real forms. Times are milliseconds.</summary>
internal sealed class Desk : IDisposable
{
    private const string Password = "Көкжиек пен кілем 1928";

    private static readonly HtmlParser Parser = new();

    private readonly HttpClient browser;

    private Desk(int port) =>
        browser = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };

    public static async Task<Desk> EnterAsync(Server site, string folder)
    {
        const string Email = "publisher@museum.test";
        var person = new StaffMember
        {
            UserName = Email,
            NormalizedUserName = Email.ToUpperInvariant(),
            Email = Email,
            NormalizedEmail = Email.ToUpperInvariant(),
            EmailConfirmed = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            Name = "Publisher",
            Role = StaffRole.Publisher,
            CreatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
        };
        person.PasswordHash = new PasswordHasher<StaffMember>().HashPassword(person, Password);
        await using (var db = Database(folder))
        {
            db.Add(person);
            await db.SaveChangesAsync();
        }

        var desk = new Desk(site.Port);
        var (door, _) = await desk.OpenAsync("/admin/sign-in");
        await desk.SendAsync(door, "form[action='/admin/sign-in']", ("Email", Email), ("Password", Password));
        return desk;
    }

    public static SiteDb Database(string folder) =>
        new(((DbContextOptionsBuilder<SiteDb>)new DbContextOptionsBuilder<SiteDb>().UseSiteSqlite($"Data Source={Path.Combine(folder, "site.db")};Pooling=False")).Options);

    public void Dispose() => browser.Dispose();

    public async Task<(IHtmlDocument Page, double Time)> OpenAsync(string address)
    {
        var (html, time) = await ReadAsync(address);
        return (Parser.ParseDocument(html), time);
    }

    /// <summary>The page as bytes come, without a look at it.</summary>
    public async Task<(string Html, double Time)> ReadAsync(string address)
    {
        var started = Stopwatch.GetTimestamp();
        var html = await browser.GetStringAsync(new Uri(address, UriKind.Relative));
        return (html, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Sends a form of the page with these changes; it has to be accepted.</summary>
    public async Task<double> SendAsync(IHtmlDocument page, string selector, params (string Name, string Value)[] changes)
    {
        var form = (IHtmlFormElement)page.QuerySelector(selector)!;
        var fields = form.Elements.SelectMany(Values).Where(f => !changes.Any(c => c.Name == f.Name)).Concat(changes);
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var started = Stopwatch.GetTimestamp();
        using var answer = await browser.PostAsync(new Uri(form.GetAttribute("action")!, UriKind.Relative), content);
        var time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return (int)answer.StatusCode is 302 or 303 ? time : throw new InvalidOperationException($"{selector} was answered {(int)answer.StatusCode}");
    }

    private static IEnumerable<(string Name, string Value)> Values(IHtmlElement element) => element.GetAttribute("name") is not { Length: > 0 } name ? [] : element switch
    {
        IHtmlInputElement { Type: "submit" or "button" or "file" } => [],
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement input => [(name, input.Value)],
        IHtmlTextAreaElement text => [(name, text.Value.ReplaceLineEndings("\r\n"))],
        IHtmlSelectElement select => select.Options.Where(o => o.IsSelected).Select(o => (name, o.Value)),
        _ => [],
    };
}
