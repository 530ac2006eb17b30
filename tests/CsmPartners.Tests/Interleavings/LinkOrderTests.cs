using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Interleavings;

/// <summary>Links in letters by which a person chooses a password: each is good once.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class LinkOrderTests(InterleavingSite site)
{
    private const string First = "торғай керуен шатыр";
    private const string Second = "көкжиек пен дала желі";

    private StaffMember person = null!;

    [Fact]
    public async Task An_invitation_accepted_twice_at_once_is_accepted_once()
    {
        var link = await InvitedAsync();
        await site.ExploreAsync(
            order => OnceAsync(order, AuditAction.InvitationAccepted),
            await ChooseAsync(link, "/admin/invitation", First),
            await ChooseAsync(link, "/admin/invitation", Second));
    }

    [Fact]
    public async Task An_invitation_accepted_while_the_person_is_deactivated_opens_nothing()
    {
        var link = await InvitedAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.True(order.Redirected(1));
                var lines = await order.LinesAsync();
                Assert.Single(lines, AuditAction.Deactivated);
                Assert.Equal(order.Redirected(0), lines.Contains(AuditAction.InvitationAccepted));
                Assert.Equal(order.Redirected(0), await HasAsync(order, First));
                Assert.True(await order.ReadAsync(db => db.Users.AnyAsync(u => u.Id == person.Id && u.DeactivatedAt != null)));
            },
            await ChooseAsync(link, "/admin/invitation", First),
            site.Act("deactivate", await Request.PostAsync(site.Administrator, $"/admin/people/{person.Id}", "form[action$='/deactivation']")));
    }

    [Fact]
    public async Task An_invitation_accepted_while_another_is_sent_serves_once()
    {
        var link = await InvitedAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(order.Redirected(0), await HasAsync(order, First));
                Assert.Equal(order.Redirected(0) ? 1 : 0, (await order.LinesAsync()).Count(l => l == AuditAction.InvitationAccepted));
            },
            await ChooseAsync(link, "/admin/invitation", First),
            site.Act("invite again", await Request.PostAsync(site.Administrator, $"/admin/people/{person.Id}", "form[action$='/invitation']")));
    }

    [Fact]
    public async Task A_link_for_a_new_password_used_twice_at_once_serves_once()
    {
        var link = await ForgottenAsync();
        await site.ExploreAsync(
            order => OnceAsync(order, AuditAction.PasswordChanged),
            await ChooseAsync(link, "/admin/password/new", First),
            await ChooseAsync(link, "/admin/password/new", Second));
    }

    private async Task<string> InvitedAsync()
    {
        await site.BeginAsync();
        var email = $"{Guid.NewGuid():N}@museum.test";
        using var people = await site.Administrator.GetPageAsync("/admin/people");
        using var _ = await site.Administrator.PostFormAsync(people, "form[action='/admin/people']", [("Name", "Guest"), ("Email", email), ("Role", "Editor"), ("Language", "en")]);
        return await LinkAsync(email);
    }

    private async Task<string> ForgottenAsync()
    {
        await site.BeginAsync();
        using var stranger = DeskClient.Stranger(site);
        using var page = await stranger.GetPageAsync("/admin/password");
        using var _ = await stranger.PostFormAsync(page, "form.plain-form", [("Email", site.Editor.Email)]);
        return await LinkAsync(site.Editor.Email);
    }

    private async Task<string> LinkAsync(string email)
    {
        await using var db = site.Database();
        person = await db.Users.AsNoTracking().SingleAsync(u => u.Email == email);
        return Letters.LinkOf((await site.LetterToAsync(email)).Text);
    }

    private async Task<Act> ChooseAsync(string link, string action, string password)
    {
        using var stranger = DeskClient.Stranger(site);
        return site.Act($"choose {password}", await Request.PostAsync(stranger, link, $"form[action='{action}']", ("Password", password), ("Again", password)));
    }

    /// <summary>One is taken, its password stands, and the record says it once.</summary>
    private async Task OnceAsync(Order order, AuditAction action)
    {
        Assert.Equal(1, order.Taken);
        Assert.Equal([action], await order.LinesAsync());
        Assert.True(await HasAsync(order, order.Redirected(0) ? First : Second));
        Assert.DoesNotContain(order.Answers, a => a!.Status == HttpStatusCode.BadRequest);
    }

    private async Task<bool> HasAsync(Order order, string password)
    {
        var now = await order.ReadAsync(db => db.Users.AsNoTracking().SingleAsync(u => u.Id == person.Id));
        await using var scope = site.Services.CreateAsyncScope();
        return now.PasswordHash is { } hash && scope.ServiceProvider.GetRequiredService<IPasswordHasher<StaffMember>>().VerifyHashedPassword(now, hash, password) != PasswordVerificationResult.Failed;
    }
}
