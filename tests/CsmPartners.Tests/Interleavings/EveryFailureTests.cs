using CsmPartners.Forms;
using CsmPartners.Tests.Admin;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Interleavings;

/// <summary>What is in none of the pairs of <see cref="EveryPairTests"/> and <see cref="EveryDoorPairTests"/>, with a database that fails.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class EveryFailureTests(InterleavingSite site, ITestOutputHelper output)
{
    [Fact]
    public async Task Of_new_entries_merges_and_invitations()
    {
        await site.BeginAsync();
        var stays = await site.PublishedAsync(EntriesOfTests.Partner("Partner that stays"));
        var goes = await site.PublishedAsync(EntriesOfTests.Partner("Partner that goes"));
        var exhibition = DeskActs.Exhibition();
        exhibition.Participations = [new ParticipationItem { Key = "a1", PartnerId = goes, Role = "Host" }];
        await site.PublishedAsync(exhibition);
        List<(Act One, Act Other)> acts =
        [
            ByTwo.Twice(site.Act("new entry", await Request.PostAsync(site.Editor, "/admin/exhibitions/new", DeskEntries.EditForm, [.. DeskEntries.Exhibition("new")]))),
            ByTwo.Twice(site.Act("merge", await Request.PostAsync(site.Publisher, $"/admin/entries/{stays}/merge?other=partner-that-goes", "form[method=post].plain-form"))),
            ByTwo.Twice(site.Act("invite", await Request.PostAsync(
                site.Administrator, "/admin/people", "form[action='/admin/people']", ("Name", "Guest"), ("Email", "guest@museum.test"), ("Role", "Editor"), ("Language", "en")))),
            ByTwo.Twice(await site.PostAsync("language", site.Editor, "/admin/language", ("language", "ru"))),
        ];
        await site.EveryFailureAsync(acts, output);
    }
}
