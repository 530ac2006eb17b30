using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Interleavings;

/// <summary>Two administrators at the settings.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class SettingOrderTests(InterleavingSite site)
{
    [Fact]
    public async Task Changes_of_different_settings_are_both_kept_or_one_is_asked_again()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            async order =>
            {
                var museum = await order.ReadAsync(db => db.Museums.AsNoTracking().SingleAsync());
                Kept(order, 0, museum.Notice.En, "Mine");
                Kept(order, 1, museum.ShortName.Ru, "Чужое");
                Assert.Equal(order.Taken, (await order.LinesAsync()).Count(l => l == AuditAction.SettingsChanged));
            },
            await ChangeAsync(site.Administrator, ("Notice.En", "Mine")),
            await ChangeAsync(site.OtherAdministrator, ("ShortName.Ru", "Чужое")));
    }

    [Fact]
    public async Task Of_two_changes_of_one_setting_no_one_that_was_taken_is_overwritten_unseen()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            async order =>
            {
                var notice = await order.ReadAsync(db => db.Museums.Select(m => m.Notice.En).SingleAsync());
                Kept(order, 0, notice, "Mine");
                Kept(order, 1, notice, "Theirs");
            },
            await ChangeAsync(site.Administrator, ("Notice.En", "Mine")),
            await ChangeAsync(site.OtherAdministrator, ("Notice.En", "Theirs")));
    }

    [Fact]
    public async Task A_setting_changed_during_a_publication_is_kept_and_so_is_the_publication()
    {
        var id = await site.WaitingAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(2, order.Taken);
                Assert.Equal("Mine", await order.ReadAsync(db => db.Museums.Select(m => m.Notice.En).SingleAsync()));
                Assert.Equal(2, (await order.CopyAsync(id)).Published);
            },
            await ChangeAsync(site.Administrator, ("Notice.En", "Mine")),
            await site.StepAsync(site.Publisher, id, "publish"));
    }

    private async Task<Act> ChangeAsync(Support.DeskClient person, params (string Name, string? Value)[] changes) =>
        site.Act($"change {changes[0].Name}", await Request.PostAsync(person, "/admin/settings", "form[action='/admin/settings']", changes));

    private static void Kept(Order order, int actor, string now, string words)
    {
        if (order.Redirected(actor))
            Assert.Equal(words, now);
        else
            Assert.Contains(words, order.Answers[actor]!.Body, StringComparison.Ordinal);
    }
}
