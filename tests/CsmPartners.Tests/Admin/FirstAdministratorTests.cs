using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Admin.FirstAdministrator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Admin;

public sealed class FirstAdministratorTests : IAsyncLifetime
{
    private const string Password = "торғай керуен шатыр";

    private readonly TestSite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task The_link_makes_one_administrator_even_when_two_use_it_at_once_and_is_dead_then()
    {
        var link = new Uri(site.Services.GetRequiredService<FirstLink>().Make());
        Assert.Equal(new Uri(site.Origin).Authority, link.Authority);
        using var one = DeskClient.Stranger(site, "ru");
        using var other = DeskClient.Stranger(site, "kk");
        using (var door = await one.GetPageAsync("/admin/sign-in"))
            Assert.Contains("Пока здесь никто не работает", door.TextOf(".notice"), StringComparison.Ordinal);
        using var page = await one.GetPageAsync(link.PathAndQuery);
        using var page2 = await other.GetPageAsync(link.PathAndQuery);

        using (var bad = await one.PostFormAsync(page, "form[action='/admin/first']", [("Name", " "), ("Email", "no"), ("Password", "short"), ("Again", "short")]))
        using (var refused = await bad.PageAsync())
        {
            Assert.NotEmpty(refused.TextOf("#Name-error"));
            Assert.NotEmpty(refused.TextOf("#Email-error"));
        }

        var answers = await Task.WhenAll(
            one.PostFormAsync(page, "form[action='/admin/first']", [("Name", "Бірінші"), ("Email", "one@museum.test"), ("Password", Password), ("Again", Password)]),
            other.PostFormAsync(page2, "form[action='/admin/first']", [("Name", "Екінші"), ("Email", "two@museum.test"), ("Password", Password), ("Again", Password)]));
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Gone], answers.Select(a => a.StatusCode).Order());
        await using var db = site.Database();
        var person = await db.Users.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(StaffRole.Administrator, person.Role);
        Assert.Equal(1, await db.AuditEvents.CountAsync(a => a.Action == AuditAction.FirstAdministrator, TestContext.Current.CancellationToken));

        using (var used = await one.GetPageAsync(link.PathAndQuery, HttpStatusCode.Gone))
            Assert.NotEmpty(used.TextOf("h1"));
        using var entered = await one.SignInAsync(person.Email!, Password);
        using var home = await one.FollowAsync(entered);
        Assert.NotEmpty(home.QuerySelectorAll("a[href='/admin/people']"));
    }
}
