using System.Net;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

public sealed class RedirectsTests(DeskSite site)
{
    private readonly string a = $"a{Guid.NewGuid():N}";
    private readonly string b = $"b{Guid.NewGuid():N}";

    [Fact]
    public async Task An_old_address_leads_to_the_entry_in_the_same_language()
    {
        var id = await site.PublishedAsync(Partner(a));
        await RenameAsync(id, b);
        foreach (var language in Language.All)
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/{language}/partners/{b}"), await AskAsync($"/{language}/partners/{a}"));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync($"/en/partners/{b}")).Status);
    }

    [Fact]
    public async Task An_entry_that_comes_back_to_its_old_address_is_found_there()
    {
        var id = await site.PublishedAsync(Partner(a));
        await RenameAsync(id, b);
        await RenameAsync(id, a);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync($"/kk/partners/{a}")).Status);
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/kk/partners/{a}"), await AskAsync($"/kk/partners/{b}"));
    }

    [Fact]
    public async Task Two_entries_cannot_swap_their_addresses_since_old_ones_lead_on_for_ever()
    {
        var one = await site.PublishedAsync(Partner(a));
        var other = await site.PublishedAsync(Partner(b));
        await RenameAsync(one, $"{a}-new");
        await Assert.ThrowsAnyAsync<Exception>(() => RenameAsync(other, a));
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/en/partners/{a}-new"), await AskAsync($"/en/partners/{a}"));
        Assert.Equal(HttpStatusCode.OK, (await AskAsync($"/en/partners/{b}")).Status);
    }

    [Fact]
    public async Task The_old_address_of_a_withdrawn_entry_says_that_it_is_gone()
    {
        var id = await site.PublishedAsync(Partner(a));
        await RenameAsync(id, b);
        await site.WithdrawAsync(id, new("", "", "Entered by mistake."));
        Assert.Equal(HttpStatusCode.Gone, (await AskAsync($"/en/partners/{a}")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await AskAsync($"/en/partners/{b}")).Status);
    }

    [Fact]
    public async Task Activities_and_pages_lead_on_too()
    {
        var partner = await site.PublishedAsync(Partner(a));
        var exhibition = EntriesOfTests.Exhibition("Fair", partner);
        exhibition.Slug = a;
        var page = new PageForm { Title = new("Бет", "Страница", "Page"), Slug = a };
        foreach (var (form, list) in new (EntryForm, string)[] { (exhibition, "/exhibitions"), (page, "") })
        {
            var id = await site.PublishedAsync(form);
            await RenameAsync(id, b);
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/ru{list}/{b}"), await AskAsync($"/ru{list}/{a}"));
        }

        Assert.Equal((HttpStatusCode.MovedPermanently, "/ru"), await AskAsync($"/ru/{Page.Overview}"));
    }

    [Fact]
    public async Task A_reference_in_a_text_follows_the_entry()
    {
        var id = await site.PublishedAsync(Partner(a));
        var page = new PageForm { Title = new("Бет", "Страница", "Page"), Body = new("", "", $"See [[partner:{a}]]."), Slug = $"{a}-page" };
        await site.PublishedAsync(page);
        await RenameAsync(id, b);
        using var visitor = site.Visitor();
        using var shown = await visitor.GetPageAsync($"/en/{a}-page");
        Assert.Equal($"/en/partners/{b}", shown.QuerySelector(".prose a")!.GetAttribute("href"));
    }

    private static PartnerForm Partner(string slug)
    {
        var form = EntriesOfTests.Partner(slug);
        form.Slug = slug;
        return form;
    }

    private async Task RenameAsync(int id, string slug)
    {
        await site.ChangeAsync<EntryForm>(id, null, form => form.Slug = slug);
        Assert.True(await site.PublishNewestAsync(id));
    }

    private async Task<(HttpStatusCode Status, string? Address)> AskAsync(string address)
    {
        using var visitor = site.Visitor();
        using var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Headers.Location?.ToString());
    }
}
