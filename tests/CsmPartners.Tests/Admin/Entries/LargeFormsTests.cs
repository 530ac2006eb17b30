using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Localization;

namespace CsmPartners.Tests.Admin.Entries;

/// <summary>Forms with more rows and longer texts than anybody expects: saved, or shown again with everything typed.</summary>
public sealed class LargeFormsTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Fact]
    public async Task An_activity_with_five_hundred_partners_is_saved_changed_and_published()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        var slugs = await PartnersAsync(500);
        var rows = slugs.SelectMany((slug, i) => new (string, string?)[] { ($"Participations[{i}].Partner", $"Whatever its name ({slug})"), ($"Participations[{i}].Role", "Lender") });
        var id = await editor.CreateAsync("exhibitions", [.. DeskEntries.Exhibition("five hundred"), .. rows]);
        Assert.Equal(500, ((ExhibitionForm)await site.FormAsync(id)).Participations.Count);

        using (var page = await editor.OpenAsync(id))
            Assert.True(Support.Forms.FieldsOf((IHtmlFormElement)page.QuerySelector(DeskEntries.EditForm)!).Count > 1500);
        await editor.SaveAsync(id, ("Summary.En", "Changed"), ("Participations[499].Role", "Patron"));
        var form = (ExhibitionForm)await site.FormAsync(id);
        Assert.Equal((500, "Changed", "Patron"), (form.Participations.Count, form.Summary.En, form.Participations[^1].Role));
        Assert.True(await site.PublishNewestAsync(id));
        using var visitor = site.Visitor();
        using var shown = await visitor.GetPageAsync("/en/exhibitions/exhibition-five-hundred");
        Assert.All(slugs, slug => Assert.NotNull(shown.QuerySelector($"a[href='/en/partners/{slug}']")));
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Beyond_the_bound_every_row_is_shown_again_with_a_message(string language)
    {
        using var editor = await site.StaffAsync(StaffRole.Editor, language);
        using var page = await editor.GetPageAsync("/admin/exhibitions/new");
        const int Rows = ActivityForm.MostRows + 100;
        var rows = Enumerable.Range(0, Rows).SelectMany(i => new (string, string?)[] { ($"People[{i}].Name.En", $"Person {i}"), ($"People[{i}].Task.En", new string('x', 201)) });
        using var answer = await editor.PostFormAsync(page, DeskEntries.EditForm, [.. DeskEntries.Exhibition("too many"), .. rows]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var again = await answer.ReadPageAsync();
        var shown = again.QuerySelectorAll("input[name^='People']").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value"), StringComparer.Ordinal);
        for (var i = 0; i < Rows; i++)
            Assert.Equal($"Person {i}", shown[$"People[{i}].Name.En"]);
        var ui = Ui.In(Language.Find(language)!);
        Assert.Contains(ui.Format("Form.TooMany", ActivityForm.MostRows), again.TextOf(".problems"), StringComparison.Ordinal);
        // Words of the framework, which would stand there in English.
        Assert.DoesNotContain("maximum number", again.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_more_than_four_megabytes_is_shown_again()
    {
        using var editor = await site.StaffAsync(StaffRole.Editor);
        using var page = await editor.GetPageAsync("/admin/exhibitions/new");
        var book = new string('ж', 800_000);
        using var answer = await editor.PostFormAsync(page, DeskEntries.EditForm, [.. DeskEntries.Exhibition("a book").Where(f => f.Name != "Body.Kk"), ("Body.Kk", book)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var again = await answer.ReadPageAsync();
        Assert.Equal(book, again.ValueOf("Body.Kk"));
    }

    private async Task<List<string>> PartnersAsync(int count)
    {
        await using var db = site.Database();
        var word = ListsTests.Word();
        var partners = Enumerable.Range(0, count).Select(i => new Partner { Slug = $"{word}-{i}", Title = new($"{word} {i}", $"{word} {i}", $"{word} {i}"), Country = "FR" }).ToList();
        await site.PublishAsync(own =>
        {
            own.AddRange(partners);
            return Task.CompletedTask;
        });
        await db.AddFirstRevisionsAsync(cancellation: TestContext.Current.CancellationToken);
        return partners.ConvertAll(p => p.Slug);
    }
}
