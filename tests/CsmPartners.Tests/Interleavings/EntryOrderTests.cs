using System.Net;
using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Interleavings;

/// <summary>Two people who write the same entry.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class EntryOrderTests(InterleavingSite site)
{
    [Fact]
    public async Task Saves_of_different_fields_are_both_in_the_newest_revision()
    {
        var id = await site.WaitingAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(2, order.Taken);
                var newest = await site.NewestAsync(id);
                Assert.Equal(("Mine", "Чужое"), (newest["Title.En"], newest["Summary.Ru"]));
                Assert.Equal(4, (await order.CopyAsync(id)).Newest);
            },
            await site.SaveAsync(site.Editor, id, ("Title.En", "Mine")),
            await site.SaveAsync(site.OtherEditor, id, ("Summary.Ru", "Чужое")));
    }

    [Fact]
    public async Task Of_saves_of_the_same_field_one_is_taken_and_the_other_person_decides()
    {
        var id = await site.WaitingAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(1, order.Taken);
                Assert.Single(order.Answers, a => a!.Status == HttpStatusCode.Conflict);
                await order.NothingIsLostAsync(id, (0, "Mine"), (1, "Theirs"));
            },
            await site.SaveAsync(site.Editor, id, ("Title.En", "Mine")),
            await site.SaveAsync(site.OtherEditor, id, ("Title.En", "Theirs")));
    }

    [Fact]
    public async Task Three_saves_of_different_fields_are_all_in_the_newest_revision()
    {
        var id = await site.WaitingAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(3, order.Taken);
                var newest = await site.NewestAsync(id);
                Assert.Equal(("Mine", "Чужое", "Үшінші"), (newest["Title.En"], newest["Summary.Ru"], newest["Body.Kk"]));
            },
            await site.SaveAsync(site.Editor, id, ("Title.En", "Mine")),
            await site.SaveAsync(site.OtherEditor, id, ("Summary.Ru", "Чужое")),
            await site.SaveAsync(site.Publisher, id, ("Body.Kk", "Үшінші")));
    }

    [Fact]
    public async Task A_save_while_an_older_revision_is_brought_back_loses_neither()
    {
        var id = await site.WaitingAsync();
        await site.ExploreAsync(
            async order =>
            {
                await order.NothingIsLostAsync(id, (0, "Mine"));
                Assert.InRange((await order.LinesAsync()).Count(l => l == AuditAction.Restored), 0, 1);
            },
            await site.SaveAsync(site.Editor, id, ("Title.En", "Mine")),
            site.Act("restore", await Request.PostAsync(site.OtherEditor, $"/admin/entries/{id}/compare?from=1&to=2", "form[action$='/restore']")));
    }

    [Fact]
    public async Task A_save_while_the_entry_goes_to_the_bin_is_kept_or_refused()
    {
        var id = await HiddenAsync();
        await site.ExploreAsync(
            async order =>
            {
                // Whoever has not seen the newest revision does not put it aside.
                Assert.Equal((await order.CopyAsync(id)).DeletedAt is null ? [] : [AuditAction.Deleted], await order.LinesAsync());
                Assert.True(order.Redirected(0) ? await order.IsKeptAsync(id, "Mine") : (await order.CopyAsync(id)).DeletedAt is not null);
            },
            await site.SaveAsync(site.Editor, id, ("Title.En", "Mine")),
            await BinAsync(site.OtherEditor, id));
    }

    [Fact]
    public async Task Two_who_put_it_into_the_bin_do_so_once()
    {
        var id = await HiddenAsync();
        await site.ExploreAsync(
            async order => Assert.Equal([AuditAction.Deleted], await order.LinesAsync()),
            await BinAsync(site.Editor, id),
            await BinAsync(site.OtherEditor, id));
    }

    [Fact]
    public async Task Brought_back_and_put_aside_again_it_stands_as_the_last_line_of_the_record_says()
    {
        var id = await HiddenAsync();
        var bin = await BinAsync(site.Editor, id);
        await site.SetAsync(id, copy => copy.DeletedAt = site.Start.AddDays(-1));
        await site.ExploreAsync(
            async order =>
            {
                var lines = await order.LinesAsync();
                Assert.Equal(AuditAction.BroughtBack, lines[0]);
                Assert.All(lines.Zip(lines.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
                Assert.Equal(lines[^1] == AuditAction.Deleted, (await order.CopyAsync(id)).DeletedAt is not null);
            },
            bin,
            await BringBackAsync(site.OtherEditor, id),
            await BringBackAsync(site.Publisher, id));
    }

    [Fact]
    public async Task Two_new_entries_of_one_name_get_an_address_each()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(2, order.Taken);
                Assert.Equal([AuditAction.Created, AuditAction.Created], await order.LinesAsync());
            },
            await NewAsync(site.Editor, ""),
            await NewAsync(site.OtherEditor, ""));
    }

    [Fact]
    public async Task Of_two_new_entries_with_one_address_the_second_person_chooses_another()
    {
        await site.BeginAsync();
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(1, order.Taken);
                Assert.Single(order.Answers, a => a!.Status == HttpStatusCode.UnprocessableEntity);
                Assert.Equal([AuditAction.Created], await order.LinesAsync());
            },
            await NewAsync(site.Editor, "the-same"),
            await NewAsync(site.OtherEditor, "the-same"));
    }

    private async Task<int> HiddenAsync()
    {
        await site.BeginAsync();
        return await site.EntryAsync(DeskActs.Exhibition(), site.Editor);
    }

    private async Task<Act> BinAsync(DeskClient person, int id) => site.Act("delete", await Request.PostAsync(person, $"/admin/entries/{id}/bin", "form[action$='/bin']"));

    private async Task<Act> BringBackAsync(DeskClient person, int id) =>
        site.Act("bring back", await Request.PostAsync(person, "/admin/bin", $"form[action='/admin/entries/{id}/bin/restore']"));

    private async Task<Act> NewAsync(DeskClient person, string slug) =>
        site.Act("new", await Request.PostAsync(person, "/admin/exhibitions/new", DeskEntries.EditForm, [.. DeskEntries.Exhibition("twice"), ("Slug", slug)]));
}
