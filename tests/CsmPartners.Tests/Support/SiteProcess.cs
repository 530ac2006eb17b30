using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using CsmPartners.Sqlite;
using CsmPartners.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Support;

/// <summary>The program as a process of its own, the way an administrator starts it, over an SQLite file in a folder.</summary>
internal sealed class SiteProcess : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> log = new();

    private SiteProcess(Process process, string origin) => (this.process, Origin) = (process, origin);

    public string Origin { get; }

    /// <summary>Every line so far.</summary>
    public IReadOnlyCollection<string> Log => log;

    public int Id => process.Id;

    public static Process Start(string folder, string[] arguments, params (string Name, string Value)[] environment) =>
        Start(folder, "dotnet", [typeof(Program).Assembly.Location, .. arguments], environment);

    private static Process Start(string folder, string program, string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        // Set for the tests' own process; an administrator sets none.
        start.Environment.Remove("ASPNETCORE_TEMP");
        foreach (var (name, value) in environment.Concat([("Data__Folder", folder), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("ASPNETCORE_ENVIRONMENT", "Production")]))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>A command, run to its end.</summary>
    public static Task<(int Exit, string Error)> RunAsync(string folder, params string[] arguments) => RunAsync(folder, [], arguments);

    public static async Task<(int Exit, string Error)> RunAsync(string folder, (string Name, string Value)[] environment, string[] arguments)
    {
        using var program = Start(folder, arguments, environment);
        var output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (program.ExitCode, error);
    }

    /// <summary>Started, and listening.</summary>
    public static async Task<SiteProcess> ListeningAsync(string folder, params (string Name, string Value)[] environment)
    {
        // Compiling what is hot a second time does not pay for a process that is killed before long.
        var program = Start(folder, [], [("DOTNET_TieredPGO", "0"), ("DOTNET_TC_CallCountThreshold", "1000"), .. environment]);
        var before = new List<string>();
        while (await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            before.Add(line);
            if (!JsonElement.Parse(line).TryGetProperty("address", out var address))
                continue;
            // A pipe that nobody reads would stop the program when it is full.
            var site = new SiteProcess(program, address.GetString()!);
            before.ForEach(site.log.Enqueue);
            _ = site.KeepAsync(program.StandardOutput);
            _ = site.KeepAsync(program.StandardError);
            return site;
        }

        using (program)
            throw new Xunit.Sdk.XunitException($"The program ended: {string.Join('\n', before)}" + await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Waits for a line that holds this.</summary>
    public async Task UntilLoggedAsync(string text)
    {
        for (var tries = 0; !log.Any(l => l.Contains(text, StringComparison.Ordinal)); tries++)
        {
            Assert.True(tries < 300, $"Nothing about '{text}' in the log: {string.Join('\n', log)}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public static SiteDb Database(string folder) =>
        new(((DbContextOptionsBuilder<SiteDb>)new DbContextOptionsBuilder<SiteDb>().UseSiteSqlite($"Data Source={Path.Combine(folder, "site.db")};Pooling=False")).ThrowAtQueryFaults().Options);

    /// <summary>Does not follow redirects.</summary>
    public HttpClient Browser(CookieContainer cookies) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = new Uri(Origin), Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>A new member of staff signed in by the real form; the cookies stay good when the program is started again.</summary>
    public async Task<CookieContainer> SignInAsync(string folder, StaffRole role)
    {
        var cookies = new CookieContainer();
        using var browser = Browser(cookies);
        await SignInAsync(browser, folder, role);
        return cookies;
    }

    /// <returns>The person's address.</returns>
    public static async Task<string> SignInAsync(HttpClient browser, string folder, StaffRole role)
    {
        var email = $"{Guid.NewGuid():N}@museum.test";
        var person = new StaffMember
        {
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            EmailConfirmed = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            Name = $"{role} {email[..6]}",
            Role = role,
            Language = "en",
            CreatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
        };
        person.PasswordHash = new PasswordHasher<StaffMember>().HashPassword(person, DeskClient.Password);
        await using (var db = Database(folder))
        {
            db.Add(person);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        using var door = await browser.GetPageAsync("/admin/sign-in");
        using var answer = await browser.PostFormAsync(door, "form[action='/admin/sign-in']", [("Email", email), ("Password", DeskClient.Password)]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return email;
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <returns>Its exit code.</returns>
    public async Task<int> EndedAsync(TimeSpan within)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(within, TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>As by SIGKILL: the program learns nothing of it.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    private async Task KeepAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
            log.Enqueue(line);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }
}
