using System.Diagnostics;
using System.Text.Json;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

/// <summary>The program as a process, the way an administrator starts it.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_starts_on_an_empty_folder_and_logs_one_line_for_what_is_not_answered_from_memory_with_nothing_about_the_visitor()
    {
        using var program = Start([]);
        var lines = new List<JsonElement>();
        try
        {
            var origin = "";
            while (origin.Length == 0)
                origin = (await ReadAsync(program, lines)).TryGetProperty("address", out var address) ? address.GetString()! : "";

            using var visitor = new HttpClient { BaseAddress = new Uri(origin) };
            visitor.DefaultRequestHeaders.Add("User-Agent", "TestAgent/1.0");
            visitor.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
            using (await visitor.GetPageAsync("/kk/partners?institution=museum"))
            using (await visitor.GetPageAsync("/kk/partners?institution=museum"))
            using (await visitor.GetPageAsync("/en/nowhere", System.Net.HttpStatusCode.NotFound))
            {
            }

            while (lines.Count(IsOfARequest) < 2)
                await ReadAsync(program, lines);
        }
        finally
        {
            program.Kill(entireProcessTree: true);
        }

        var requests = lines.Where(IsOfARequest).ToList();
        Assert.Equal(["/kk/partners", "/en/nowhere"], requests.Select(r => r.GetProperty("RequestPath").GetString()));
        Assert.Equal([200, 404], requests.Select(r => r.GetProperty("StatusCode").GetInt32()));
        Assert.All(requests, r => Assert.NotEmpty(r.GetProperty("Route").GetString()!));
        Assert.All(requests, r => Assert.True(r.TryGetProperty("Elapsed", out _)));
        Assert.All(requests, r => Assert.NotEmpty(r.GetProperty("RequestId").GetString()!));
        var everything = string.Concat(lines.Select(l => l.GetRawText()));
        Assert.DoesNotContain("TestAgent", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.7", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", string.Concat(requests.Select(l => l.GetRawText())), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "site.db")));
    }

    [Fact]
    public async Task On_an_empty_site_it_shows_once_the_link_that_makes_the_first_administrator()
    {
        using var program = Start([]);
        var lines = new List<JsonElement>();
        try
        {
            var link = "";
            while (link.Length == 0)
                link = (await ReadAsync(program, lines)).TryGetProperty("Link", out var shown) ? shown.GetString()! : "";
            Assert.Equal("Warning", lines[^1].GetProperty("@l").GetString());
            using var administrator = new HttpClient();
            administrator.DefaultRequestHeaders.Add("Accept-Language", "kk");
            using var page = await administrator.GetPageAsync(link);
            Assert.Equal("Бірінші әкімші", page.TextOf("h1"));
        }
        finally
        {
            program.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task The_command_migrate_does_its_work_and_ends()
    {
        for (var time = 0; time < 2; time++)
        {
            using var program = Start(["migrate"]);
            var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await program.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, program.ExitCode);
            Assert.Contains("The database is up to date", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Without_ICU_it_ends_with_a_plain_message()
    {
        using var program = Start([], ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"));
        var error = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, program.ExitCode);
        Assert.Contains("The site needs ICU with Kazakh", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_file_that_cannot_be_used_ends_the_start_with_a_plain_message()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "site.db"), "This is no database, but it is long enough to be taken for one at first sight.", TestContext.Current.CancellationToken);
        using var program = Start([]);
        var output = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, program.ExitCode);
        Assert.Contains("cannot be used", output, StringComparison.Ordinal);
    }

    private static bool IsOfARequest(JsonElement line) => line.TryGetProperty("RequestPath", out _) && line.TryGetProperty("Elapsed", out _);

    private static async Task<JsonElement> ReadAsync(Process program, List<JsonElement> lines)
    {
        var line = await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1))
            ?? throw new Xunit.Sdk.XunitException("The program ended: " + await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        lines.Add(JsonElement.Parse(line));
        return lines[^1];
    }

    private Process Start(string[] arguments, params (string Name, string Value)[] environment) => SiteProcess.Start(folder, arguments, environment);
}
