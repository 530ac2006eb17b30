using System.Net;
using System.Text;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

/// <summary>Passwords come from outside the sources and never reach the log.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string Secret = "Zz-very-secret-9471";

    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("ConnectionStrings", "Site", "Server=db;Database=x;User Id=u;Password=" + Secret)]
    [InlineData("ConnectionStrings", "Site", "Server=db;Database=x;User Id=u;pwd=" + Secret)]
    [InlineData("Mail", "Password", Secret)]
    [InlineData("Media", "SecretKey", Secret)]
    public async Task A_password_in_the_program_s_own_settings_stops_the_start_and_is_not_repeated(string section, string name, string value)
    {
        var settings = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), settings.TrimEnd().TrimEnd('}') + $", \"{section}\": {{ \"{name}\": \"{value}\" }} }}", TestContext.Current.CancellationToken);
        using var program = SiteProcess.Start(folder, ["--contentRoot", folder]);
        var said = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken) + await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, program.ExitCode);
        Assert.Contains($"appsettings.json holds a password in {section}:{name}", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task However_much_fails_no_secret_is_in_the_log()
    {
        // The least that is left out of the log, to see all that could be in it.
        using var program = SiteProcess.Start(
            folder,
            [],
            ("Database__Provider", "SqlServer"),
            ("ConnectionStrings__Site", $"Server=127.0.0.1,9;Database=none;User Id=none;Password={Secret};Connect Timeout=1;ConnectRetryCount=0;Encrypt=False"),
            ("Mail__Host", "127.0.0.1"),
            ("Mail__Port", "9"),
            ("Mail__User", "mailer"),
            ("Mail__Password", Secret),
            ("Serilog__MinimumLevel__Override__Microsoft", "Debug"),
            ("Serilog__MinimumLevel__Override__System", "Debug"));
        var log = new StringBuilder();
        try
        {
            var origin = "";
            while (origin.Length == 0)
            {
                var line = await program.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
                Assert.NotNull(line);
                log.AppendLine(line);
                origin = System.Text.Json.JsonElement.Parse(line).TryGetProperty("address", out var address) ? address.GetString()! : "";
            }

            var reading = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            using var visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(origin) };
            foreach (var path in new[] { "/kk", "/kk/partners", "/admin", "/admin/sign-in", $"/en/preview?key={Secret}", $"/admin/invitation?user=1&token={Secret}", $"/admin/password/new?user=1&token={Secret}" })
            {
                using var answer = await visitor.AskAsync(path, ("Cookie", $"csm-desk={Secret}"), ("Authorization", $"Bearer {Secret}"));
                Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
            }

            using var form = new FormUrlEncodedContent([KeyValuePair.Create("Email", "somebody@museum.test"), KeyValuePair.Create("Password", Secret)]);
            using var sent = await visitor.PostAsync(new Uri("/admin/sign-in", UriKind.Relative), form, TestContext.Current.CancellationToken);
            program.Kill(entireProcessTree: true);
            log.Append(await reading);
        }
        finally
        {
            if (!program.HasExited)
                program.Kill(entireProcessTree: true);
        }

        Assert.Contains("The database does not answer", log.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, log.ToString(), StringComparison.Ordinal);
    }
}
