using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Admin;

/// <summary>With a site of its own, since it changes what every page shows.</summary>
public sealed class SettingsTests : IAsyncLifetime
{
    private readonly TestSite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task What_the_administrator_saves_visitors_read()
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        using var page = await administrator.GetPageAsync("/admin/settings");
        using var response = await administrator.PostFormAsync(page, "form[action='/admin/settings']", [("SiteTitle.Ru", "Партнёры «музея»"), ("Latitude", "43,25"), ("Notice.En", "")]);
        using var saved = await administrator.FollowAsync(response);
        Assert.Equal("43.25", saved.QuerySelector("#Latitude")?.GetAttribute("value"));
        await site.Services.GetRequiredService<PublishedSiteKeeper>().LookAsync(TestContext.Current.CancellationToken);
        using var visitor = site.Visitor();
        using var contacts = await visitor.GetPageAsync("/ru/contacts");
        Assert.Contains("Партнёры «музея»", contacts.TextOf(".wordmark"), StringComparison.Ordinal);
        await using var db = site.Database();
        var line = await db.AuditEvents.SingleAsync(a => a.Action == AuditAction.SettingsChanged, TestContext.Current.CancellationToken);
        Assert.Equal(administrator.Id, line.ActorId);
        Assert.Contains("SiteTitle", line.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_saves_a_form_that_was_open_while_another_saved_undoes_nothing_unseen()
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        using var other = await site.StaffAsync(StaffRole.Administrator);
        using var old = await administrator.GetPageAsync("/admin/settings");
        using (var page = await other.GetPageAsync("/admin/settings"))
        using (var first = await other.PostFormAsync(page, "form[action='/admin/settings']", [("City.En", "Almaty city"), ("Website", "https://theirs.example/")]))
            Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        using var response = await administrator.PostFormAsync(old, "form[action='/admin/settings']", [("City.Ru", "город Алматы"), ("Website", "https://mine.example/")]);
        using var asked = await response.PageAsync();
        Assert.Equal("Somebody else changed this while you were looking: https://theirs.example/. Save again to keep yours.", asked.TextOf("#Website-error"));
        Assert.Equal("https://mine.example/", asked.ValueOf("Website"));
        using var again = await administrator.PostFormAsync(asked, "form[action='/admin/settings']");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        await using var db = site.Database();
        var museum = await db.Museums.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("Almaty city", "город Алматы", "https://mine.example/"), (museum.City.En, museum.City.Ru, museum.Website));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{\"Name\":null}")]
    [InlineData("not json")]
    public async Task What_a_form_claims_to_have_shown_is_not_trusted(string seen)
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        using var page = await administrator.GetPageAsync("/admin/settings");
        using var response = await administrator.PostFormAsync(page, "form[action='/admin/settings']", [("Seen", seen), ("City.En", "Elsewhere")]);
        using var asked = await response.PageAsync();
        Assert.Equal("Elsewhere", asked.ValueOf("City.En"));
    }

    [Theory]
    [InlineData("Name.Kk", "", "#Name-Kk-error")]
    [InlineData("Name.Kk", "   ", "#Name-Kk-error")]
    [InlineData("City.Ru", "Алма\u202Eты", "#City-Ru-error")]
    [InlineData("Latitude", "91", "#Latitude-error")]
    [InlineData("Latitude", "NaN", "#Latitude-error")]
    [InlineData("Longitude", "1e3", "#Longitude-error")]
    [InlineData("Longitude", "", "#Longitude-error")]
    [InlineData("Country", "ZZ", "#Country-error")]
    [InlineData("Website", "javascript:alert(1)", "#Website-error")]
    [InlineData("Website", "https://good.example@evil.example/", "#Website-error")]
    [InlineData("SecondFactorFrom", "Everybody", "#SecondFactorFrom-error")]
    [InlineData("LettersTo", "no address", "#LettersTo-error")]
    [InlineData("LettersTo", "a@museum.test, b@museum.test", "#LettersTo-error")]
    [InlineData("LettersTo", "a@museum.test Bcc: b@museum.test", "#LettersTo-error")]
    public async Task What_cannot_be_is_refused_beside_its_field_and_nothing_is_saved(string field, string value, string error)
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator, "kk");
        using var page = await administrator.GetPageAsync("/admin/settings");
        using var response = await administrator.PostFormAsync(page, "form[action='/admin/settings']", [(field, value), ("ShortName.En", "Half saved")]);
        using var refused = await response.PageAsync();
        Assert.Matches(@"\p{IsCyrillic}", refused.TextOf(error));
        Assert.Equal("Half saved", refused.QuerySelector("[name='ShortName.En']")?.GetAttribute("value"));
        await using var db = site.Database();
        Assert.NotEqual("Half saved", (await db.Museums.SingleAsync(TestContext.Current.CancellationToken)).ShortName.En);
        Assert.False(await db.AuditEvents.AnyAsync(a => a.Action == AuditAction.SettingsChanged, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ten_thousand_letters_are_said_to_be_too_many()
    {
        using var administrator = await site.StaffAsync(StaffRole.Administrator);
        using var page = await administrator.GetPageAsync("/admin/settings");
        using var response = await administrator.PostFormAsync(page, "form[action='/admin/settings']", [("Notice.Kk", new string('ә', 10_000))]);
        using var refused = await response.PageAsync();
        Assert.Equal("Too long: at most 500 characters.", refused.TextOf("#Notice-Kk-error"));
        using var empty = await administrator.PostAsync(new Uri("/admin/settings", UriKind.Relative), new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
    }
}
