using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Admin.Entries;

/// <summary>Texts on which a comparison would take long, at the screens that compare.</summary>
public sealed class CostlyTextsTests(DeskSite site)
{
    private const string NotByWords = "too long, or has changed too much";

    [Fact]
    public async Task A_refused_save_of_a_very_long_text_shows_everything_typed_and_compares_nothing_over_its_length()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var id = await editor.CreateAsync("exhibitions", DeskEntries.Exhibition("very long"));
        await editor.SaveAsync(id, ("Body.En", "The English text has changed."));
        using var page = await editor.OpenAsync(id);
        Assert.Equal("The English text [-is here][+has changed].", Shown(page.QuerySelector(".stale .diff")!));

        var typed = string.Concat(Enumerable.Repeat("One two, three. ", 25_000)).Trim();
        using var refused = await editor.PostFormAsync(page, DeskEntries.EditForm, [("Body.En", typed)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var again = await refused.ReadPageAsync();
        Assert.Equal(typed, again.ValueOf("Body.En"));
        Assert.Equal($"[-The English text is here.][+{typed}]", Shown(again.QuerySelector(".stale .diff")!));
        Assert.Contains(NotByWords, again.TextOf(".stale .hint"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revisions_made_to_take_long_are_shown_whole_with_a_note_and_others_word_by_word()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var (first, second) = (Letters(1), Letters(2));
        var id = await editor.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("costly").Where(f => !f.Name.StartsWith("Body", StringComparison.Ordinal)), ("Body.Kk", first), ("Body.Ru", first), ("Body.En", first)]);
        await editor.SaveAsync(id, ("Body.Kk", second), ("Body.Ru", second), ("Body.En", second), ("Summary.En", "In short, then"));
        using var page = await editor.GetPageAsync($"/admin/entries/{id}/compare?from=1&to=2");
        var parts = page.QuerySelectorAll(".changes dd");
        Assert.Equal(4, parts.Length);
        Assert.Equal("In short[+, then]", Shown(parts.Single(p => p.TextContent.Contains("In short", StringComparison.Ordinal)).QuerySelector(".diff")!));
        Assert.Equal(3, page.QuerySelectorAll(".changes dd .hint").Count(h => h.TextContent.Contains(NotByWords, StringComparison.Ordinal)));
        Assert.All(parts.Where(p => p.QuerySelector(".hint") is not null), part =>
        {
            Assert.Equal(first, string.Concat(part.QuerySelector(".diff")!.ChildNodes.Where(n => n.NodeName != "INS").Select(n => n.TextContent)));
            Assert.Equal(second, string.Concat(part.QuerySelector(".diff")!.ChildNodes.Where(n => n.NodeName != "DEL").Select(n => n.TextContent)));
        });
    }

    private static string Letters(int seed)
    {
        var random = new Random(seed);
        return string.Join(' ', Enumerable.Range(0, 24_000).Select(_ => (char)('a' + random.Next(26))));
    }

    private static string Shown(AngleSharp.Dom.INode diff) => string.Concat(diff.ChildNodes.Select(n => n.NodeName switch
    {
        "DEL" => $"[-{n.TextContent}]",
        "INS" => $"[+{n.TextContent}]",
        _ => n.TextContent,
    }));
}
