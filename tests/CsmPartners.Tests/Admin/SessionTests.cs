using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CsmPartners.Tests.Admin;

/// <summary>What a session's cookie opens, and until when.</summary>
public sealed class SessionTests(DeskSite site)
{
    private const string Cookie = "csm-desk";

    [Theory]
    [InlineData("/admin", "form[action='/admin/sign-out']")]
    [InlineData("/admin/account", "form[action='/admin/account/sessions']")]
    public async Task A_copy_of_the_cookie_opens_nothing_after_signing_out_and_the_browser_forgets(string screen, string form)
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var page = await client.GetPageAsync(screen);
        var copy = Session(client);
        Assert.True(await OpensAsync(copy));
        using var left = await client.PostFormAsync(page, form);
        Assert.Equal(["\"cache\", \"storage\""], left.Headers.GetValues("Clear-Site-Data"));
        Assert.False(await OpensAsync(copy));
    }

    [Fact]
    public async Task Signing_out_at_one_desk_leaves_the_person_s_other_desk_open()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var other = DeskClient.Stranger(site);
        using (await other.SignInAsync(client.Email, DeskClient.Password))
        using (var page = await client.GetPageAsync("/admin"))
        using (await client.PostFormAsync(page, "form[action='/admin/sign-out']"))
        {
        }

        using var still = await other.GetPageAsync("/admin");
    }

    [Fact]
    public async Task Whoever_signs_in_gets_a_new_session_and_the_one_before_is_over()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        var before = Session(client);
        using (await client.SignInAsync(client.Email, DeskClient.Password))
        using (await client.GetPageAsync("/admin"))
        {
        }

        Assert.False(await OpensAsync(before));
        Assert.True(await OpensAsync(Session(client)));
    }

    [Fact]
    public async Task Signing_out_with_an_old_form_ends_the_session_unless_another_site_sent_it()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        var session = Session(client);
        foreach (var sender in new[] { "cross-site", "same-site" })
        {
            using var refused = await SendAsync(sender);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.True(await OpensAsync(session));
        }

        using var left = await SendAsync("same-origin");
        Assert.Equal("/admin/sign-in", left.Headers.Location?.ToString());
        Assert.Null(client.Cookies.GetAllCookies()[Cookie]);
        Assert.False(await OpensAsync(session));

        async Task<HttpResponseMessage> SendAsync(string sender)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/admin/sign-out", UriKind.Relative));
            request.Headers.Add("Sec-Fetch-Site", sender);
            request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", "of yesterday")]);
            return await client.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("")]
    public async Task A_cookie_that_was_made_up_opens_nothing(string cookie) => Assert.False(await OpensAsync(cookie));

    [Fact]
    public async Task After_two_hours_of_silence_or_twelve_of_work_one_signs_in_anew()
    {
        await using var own = new ClockedSite();
        await own.InitializeAsync();
        using var idle = await own.StaffAsync(StaffRole.Editor);
        using var busy = await own.StaffAsync(StaffRole.Editor);
        for (var half = 1; half < 24; half++)
        {
            own.Clock.Advance(TimeSpan.FromMinutes(30));
            using var page = await busy.GetPageAsync("/admin");
            if (half == 5)
            {
                using var refused = await idle.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
            }
        }

        own.Clock.Advance(TimeSpan.FromMinutes(31));
        using var over = await busy.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, over.StatusCode);

        // The next time what is left of old sessions is cleared away.
        using var again = await busy.SignInAsync(busy.Email, DeskClient.Password);
        await using var db = own.Database();
        Assert.Equal(1, await db.UserTokens.CountAsync(t => t.UserId == busy.Id && t.LoginProvider == "Session", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_second_factor_that_is_due_is_due_however_the_address_is_spelt()
    {
        await using var own = new TestSite();
        await own.InitializeAsync();
        using var publisher = await own.StaffAsync(StaffRole.Publisher);
        using var administrator = await own.StaffAsync(StaffRole.Administrator);
        using (var settings = await administrator.GetPageAsync("/admin/settings"))
        using (await administrator.PostFormAsync(settings, "form[action='/admin/settings']", [("SecondFactorFrom", "Publisher")]))
        using (var page = await publisher.GetPageAsync("/admin/account/second-factor"))
        {
            var token = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            foreach (var address in new[] { "/admin/account", "/Admin/account", "/ADMIN/ACCOUNT", "/%41dmin/account", "//admin/account", "/admin//account" })
            {
                using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("Name", "Renamed"), KeyValuePair.Create("Language", "en")]);
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(own.Origin + address)) { Content = form };
                // A browser keeps the cookie to /admin; somebody who wants to get round it does not.
                request.Headers.Add("Cookie", publisher.Cookies.GetCookieHeader(new Uri(own.Origin + "/admin")));
                using var stranger = own.Visitor();
                using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.False(answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.Redirect, $"{address} answered {(int)answer.StatusCode}");
            }
        }

        await using var db = own.Database();
        Assert.NotEqual("Renamed", (await db.Users.FindAsync([publisher.Id], TestContext.Current.CancellationToken))!.Name);
    }

    private static string Session(DeskClient client) => client.Cookies.GetAllCookies().Single(c => c.Name == Cookie).Value;

    private async Task<bool> OpensAsync(string cookie)
    {
        using var visitor = site.Visitor();
        using var answer = await visitor.AskAsync("/admin", ("Cookie", $"{Cookie}={cookie}"));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private sealed class ClockedSite : TestSite
    {
        public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }
}
