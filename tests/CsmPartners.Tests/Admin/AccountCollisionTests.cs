using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Admin;

/// <summary>Two windows of one person at the same moment: what is said to be saved is saved, and nothing fails.</summary>
public sealed class AccountCollisionTests(DeskSite site)
{
    private const int AtOnce = 6;

    [Fact]
    public async Task Whoever_is_told_that_a_name_was_saved_finds_it_saved()
    {
        using var person = await site.StaffAsync(StaffRole.Editor);
        using var page = await person.GetPageAsync("/admin/account");
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(n =>
            person.PostFormAsync(page, "form[action='/admin/account']", [("Name", $"Name {n}"), ("Language", "en")])));
        var saved = new List<string>();
        foreach (var (answer, number) in answers.Select((a, n) => (a, n)))
        {
            if (answer.StatusCode == HttpStatusCode.Redirect)
            {
                saved.Add($"Name {number}");
                continue;
            }

            using var again = await answer.PageAsync(HttpStatusCode.OK);
            Assert.Contains("at the same moment", again.TextOf("main .error"), StringComparison.Ordinal);
            Assert.Equal($"Name {number}", again.QuerySelector("#Name")!.GetAttribute("value"));
        }

        await using var db = site.Database();
        Assert.Contains((await db.Users.SingleAsync(p => p.Id == person.Id, TestContext.Current.CancellationToken)).Name, saved);
    }

    [Fact]
    public async Task In_several_windows_at_once_the_key_for_the_telephone_is_one_and_the_same()
    {
        using var person = await site.StaffAsync(StaffRole.Editor);
        var pages = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => person.GetPageAsync("/admin/account/second-factor")));
        Assert.Single(pages.Select(p => p.TextOf(".desk-steps code")).Distinct());
        using var page = await person.GetPageAsync("/admin/account/second-factor");
        Assert.Equal(pages[0].TextOf(".desk-steps code"), page.TextOf(".desk-steps code"));
    }

    [Fact]
    public async Task Recovery_codes_that_are_shown_are_those_that_serve()
    {
        using var person = await site.StaffAsync(StaffRole.Editor);
        using (var page = await person.GetPageAsync("/admin/account/second-factor"))
        using (await person.PostFormAsync(page, "form[action='/admin/account/second-factor']", [("Code", Authenticator.Code(page.TextOf(".desk-steps code")))]))
        using (var on = await person.GetPageAsync("/admin/account/second-factor"))
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => person.PostFormAsync(on, "form[action$='/recovery-codes']")));
            var shown = new List<string>();
            foreach (var answer in answers)
            {
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, $"{(int)answer.StatusCode}");
                if (answer.StatusCode != HttpStatusCode.OK)
                    continue;
                using var codes = await answer.PageAsync(HttpStatusCode.OK);
                Assert.Equal(10, codes.QuerySelectorAll(".desk-codes code").Length);
                shown.AddRange(codes.QuerySelectorAll(".desk-codes code").Select(c => c.TextContent));
            }

            await using var db = site.Database();
            var kept = await db.UserTokens.Where(t => t.UserId == person.Id && t.Name == "RecoveryCodes").Select(t => t.Value).SingleAsync(TestContext.Current.CancellationToken);
            Assert.Subset(shown.ToHashSet(), kept!.Split(';').ToHashSet());
        }
    }
}
