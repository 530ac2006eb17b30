using System.Globalization;
using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Admin;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Media;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CsmPartners.Tests.Interleavings;

/// <summary>
/// A site on which nothing happens by itself: no background work, a clock that stands still between steps, a database that can be put
/// back in a moment. The order of what requests do there is a test's to choose.
/// </summary>
public sealed class InterleavingSite : TestSite
{
    private const string ActorHeader = "X-Actor";

    // In memory where the system offers that: every order begins with the database copied back, and ends with commits.
    private readonly string folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"csm-orders-{Guid.NewGuid():N}")).FullName;
    private readonly StepClock clock = new(TimeProvider.System.GetUtcNow());
    private readonly SqliteConnection beginning = new("Data Source=:memory:");
    private readonly SqliteConnection prepared = new("Data Source=:memory:");
    private readonly HttpClient sender = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly DateTimeOffset start;
    private Dictionary<DeskClient, List<(string Name, string Value, string Path, string Domain)>> cookies = [];
    private Footprints? footprints;
    private Conductor? conductor;
    private Dictionary<string, string>? renewed;

    public InterleavingSite() => start = clock.Now;

    public DeskClient Editor { get; private set; } = null!;

    public DeskClient OtherEditor { get; private set; } = null!;

    public DeskClient Publisher { get; private set; } = null!;

    public DeskClient OtherPublisher { get; private set; } = null!;

    public DeskClient Administrator { get; private set; } = null!;

    public DeskClient OtherAdministrator { get; private set; } = null!;

    private IEnumerable<DeskClient> People => [Editor, OtherEditor, Publisher, OtherPublisher, Administrator, OtherAdministrator];

    /// <summary>Number of the record's last line before an order begins.</summary>
    public long LastLine { get; private set; }

    internal KeptLog Log { get; } = new();

    protected override int PasswordIterations => 1;

    internal Tally Tally { get; } = new();

    /// <summary>UTC; when every order begins.</summary>
    public DateTime Start => start.AddMinutes(1).UtcDateTime;

    public override async ValueTask InitializeAsync()
    {
        if (OnSqlServer)
            return;
        await base.InitializeAsync();
        await this.LookAsync();
        sender.BaseAddress = new Uri(Origin);
        Editor = await this.StaffAsync(StaffRole.Editor);
        OtherEditor = await this.StaffAsync(StaffRole.Editor);
        Publisher = await this.StaffAsync(StaffRole.Publisher);
        OtherPublisher = await this.StaffAsync(StaffRole.Publisher);
        Administrator = await this.StaffAsync(StaffRole.Administrator);
        OtherAdministrator = await this.StaffAsync(StaffRole.Administrator);
        await using (var db = Database())
            footprints = new Footprints(db.Model);
        beginning.Open();
        prepared.Open();
        Copy(to: beginning);
        cookies = People.ToDictionary(p => p, p => p.Cookies.GetAllCookies().Select(c => (c.Name, c.Value, c.Path, c.Domain)).ToList());
    }

    /// <summary>Everything as it was when the site began, for the next test to prepare.</summary>
    internal async Task BeginAsync()
    {
        Assert.SkipWhen(OnSqlServer, "Orders of steps are explored on SQLite only.");
        await ForgetEndedAsync();
        Copy(from: beginning);
        ForgetMail();
        clock.Now = start;
        foreach (var (person, own) in cookies)
        {
            foreach (var later in person.Cookies.GetAllCookies().AsEnumerable())
                later.Expired = true;
            own.ForEach(c => person.Cookies.Add(new Cookie(c.Name, c.Value, c.Path, c.Domain)));
        }

        await this.LookAsync();
    }

    /// <summary>What every order begins with from now on.</summary>
    internal async Task KeepAsync()
    {
        Copy(to: prepared);
        await this.LookAsync();
        await using var db = Database();
        LastLine = await db.AuditEvents.MaxAsync(a => (long?)a.Id, TestContext.Current.CancellationToken) ?? 0;
    }

    /// <summary>Everything as it was kept.</summary>
    internal async Task PutBackAsync()
    {
        await ForgetEndedAsync();
        Copy(from: prepared);
        await this.LookAsync();
    }

    /// <summary>Runs one after the other on a fresh copy of what was kept, each with the session's cookie as the browser would have it by then.</summary>
    internal async Task<IReadOnlyList<Actor>> RunInTurnAsync(IEnumerable<Act> acts)
    {
        Begin();
        renewed = [];
        try
        {
            var actors = new List<Actor>();
            foreach (var act in acts)
                actors.AddRange(await RunOnAsync([act], Search.Whole, enabled => enabled[0], _ => { }));
            return actors;
        }
        finally
        {
            renewed = null;
        }
    }

    /// <summary>Runs one order on a fresh copy of what was kept.</summary>
    internal Task<IReadOnlyList<Actor>> RunAsync(IReadOnlyList<Act> acts, Search search, Func<IReadOnlyList<int>, int> choose, Action<Step> took)
    {
        Begin();
        return RunOnAsync(acts, search, choose, took);
    }

    private void Begin()
    {
        Copy(from: prepared);
        clock.Now = start.AddMinutes(1);
        Log.Clear();
        ForgetMail();
    }

    private async Task<IReadOnlyList<Actor>> RunOnAsync(IReadOnlyList<Act> acts, Search search, Func<IReadOnlyList<int>, int> choose, Action<Step> took)
    {
        using var run = conductor = new Conductor(() => clock.Now = clock.Now.AddMilliseconds(1), stopsInTransactions: search == Search.Unreduced);
        await run.RunAsync(acts, choose, took);
        return run.Actors;
    }

    /// <summary>Sends a request on behalf of the actor that asks for it.</summary>
    internal async Task<Answer?> SendAsync(Request request)
    {
        request = request.WithSessions(renewed);
        using var message = request.ToMessage();
        message.Headers.Add(ActorHeader, Actor.Current!.Number.ToString(CultureInfo.InvariantCulture));
        using var response = await sender.SendAsync(message, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var set = response.Headers.TryGetValues("Set-Cookie", out var lines) ? string.Join("; ", lines.Select(l => l.Split(';')[0])) : "";
        if (request.Session is { } before && lines?.LastOrDefault(l => l.StartsWith(Request.SessionCookie, StringComparison.Ordinal)) is { } after)
            renewed?.Add(before, after.Split(';')[0]);
        return new Answer(response.StatusCode, response.Headers.Location?.ToString() ?? "", body, set, NoticeIn(set));
    }

    private string NoticeIn(string cookies)
    {
        var context = new DefaultHttpContext { RequestServices = Services };
        context.Request.Headers.Cookie = cookies;
        return string.Join(' ', Services.GetRequiredService<ITempDataProvider>().LoadTempData(context).Values.OfType<string>());
    }

    internal Act Act(string name, Request request) => new(name, () => SendAsync(request));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.KeepWarnings(Log);
        if (OnSqlServer)
            return;
        // A second is more than anybody waits for the database here, unless for himself.
        builder.UseSetting("ConnectionStrings:Site", $"Data Source={Path.Combine(folder, "site.db")};Default Timeout=1;Mode=ReadWrite");
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.ConfigureDbContext<SiteDb>(options => options.AddInterceptors(new StepInterceptor(() => footprints!)));
            // Its gate stands in the way of those on one node alone; requests here come to two.
            services.AddTransient<Intake>();
            services.AddSingleton<IStartupFilter>(new ActorsOfRequests(this));
            foreach (var job in services.Where(s => s.ServiceType == typeof(IHostedService) && IsOurs(s)).ToList())
                services.Remove(job);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        sender.Dispose();
        beginning.Dispose();
        prepared.Dispose();
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
        Tally.Print();
    }

    private static bool IsOurs(ServiceDescriptor service) =>
        (service.ImplementationType?.Assembly ?? service.ImplementationFactory?.Method.Module.Assembly) == typeof(Program).Assembly;

    // What the program remembers in the place of the database.
    private Task ForgetEndedAsync() => Services.GetRequiredService<EndedSessions>().DeleteAsync(TestContext.Current.CancellationToken);

    private void ForgetMail()
    {
        if (!Directory.Exists(MailFolder))
            return;
        // One by one, and only whole ones: a letter of the order before may still be on its way.
        foreach (var letter in Directory.GetFiles(MailFolder, "*.eml"))
            File.Delete(letter);
    }

    private void Copy(SqliteConnection? from = null, SqliteConnection? to = null)
    {
        using var site = new SqliteConnection($"Data Source={Path.Combine(folder, "site.db")}");
        site.Open();
        (from ?? site).BackupDatabase(to ?? site);
    }

    private sealed class ActorsOfRequests(InterleavingSite site) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) => int.TryParse(context.Request.Headers[ActorHeader], CultureInfo.InvariantCulture, out var number)
                ? site.conductor!.Actors[number].PassAsync(() => rest(context))
                : rest(context));
            next(app);
        };
    }

    private sealed class StepClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
