using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Admin;

public sealed class SignInTests(DeskSite site)
{
    [Theory]
    [InlineData("kk", "Басты бет")]
    [InlineData("ru", "Главная")]
    [InlineData("en", "Home")]
    public async Task Whoever_signs_in_reads_the_desk_in_their_language(string language, string home)
    {
        using var client = await site.StaffAsync(StaffRole.Editor, language);
        using var page = await client.GetPageAsync("/admin");
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(home, page.TextOf("h1"));
        Assert.Equal(client.Name, page.TextOf(".desk-tools a[href='/admin/account']"));
    }

    [Fact]
    public async Task Without_signing_in_every_way_leads_to_the_door_and_from_there_on_to_where_one_wanted_to_go()
    {
        var person = await DeskClient.PersonAsync(site, StaffRole.Editor);
        using var client = DeskClient.Stranger(site);
        using var away = await client.GetAsync(new Uri("/admin?tab=2", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, away.StatusCode);
        Assert.Equal("/admin/sign-in?from=%2Fadmin%3Ftab%3D2", away.Headers.Location?.ToString());
        using var back = await client.SignInAsync(person.Email!, DeskClient.Password, away.Headers.Location!.ToString());
        Assert.Equal("/admin?tab=2", back.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_language_can_be_chosen_before_signing_in_and_is_kept_with_the_person_after()
    {
        using var stranger = DeskClient.Stranger(site);
        using (var page = await stranger.GetPageAsync("/admin/sign-in"))
        using (var chosen = await stranger.PostFormAsync(page, ".desk-languages", button: "[value=kk]"))
        using (var again = await stranger.FollowAsync(chosen))
            Assert.Equal("kk", again.DocumentElement.GetAttribute("lang"));

        using var client = await site.StaffAsync(StaffRole.Editor, "ru");
        using var home = await client.GetPageAsync("/admin");
        using var answer = await client.PostFormAsync(home, ".desk-languages", button: "[value=en]");
        using var english = await client.FollowAsync(answer);
        Assert.Equal("en", english.DocumentElement.GetAttribute("lang"));
        await using var db = site.Database();
        Assert.Equal("en", (await db.Users.FindAsync([client.Id], TestContext.Current.CancellationToken))!.Language);
    }

    [Fact]
    public async Task Whoever_signs_out_is_out()
    {
        using var client = await site.StaffAsync(StaffRole.Editor);
        using var home = await client.GetPageAsync("/admin");
        using var left = await client.PostFormAsync(home, "form[action='/admin/sign-out']");
        using var door = await client.FollowAsync(left);
        Assert.Equal("You have signed out.", door.TextOf("[role=status]"));
        using var refused = await client.GetAsync(new Uri("/admin", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }
}
