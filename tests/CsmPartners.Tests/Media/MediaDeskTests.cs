using System.Net;
using System.Text.Json;
using CsmPartners.Entries;
using CsmPartners.Media;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Media;

public sealed class MediaDeskTests(MediaSite site) : IClassFixture<MediaSite>
{
    [Fact]
    public async Task A_file_is_described_in_three_languages()
    {
        using var editor = await site.EditorAsync("ru");
        var file = await site.UploadAsync(editor, TestFiles.Jpeg());
        using (var page = await editor.GetPageAsync($"/admin/media/{file.Id}"))
        using (var response = await editor.PostFormAsync(page, "#media",
        [
            ("Title.Kk", "  Кілем "), ("Title.Ru", "Ковёр"), ("Title.En", "A carpet"), ("Alt.Kk", "Қызыл\r\nкілем"), ("Alt.Ru", "ая\u200B"), ("Credit.En", "Museum"), ("Licence.En", "CC BY 4.0"), ("FocalX", "10"), ("FocalY", " 100 "),
        ]))
        using (var saved = await editor.FollowAsync(response))
            Assert.Equal("Ковёр", saved.TextOf("h1"));
        await using var db = site.Database();
        var now = (await db.MediaFiles.FindAsync([file.Id], TestContext.Current.CancellationToken))!;
        Assert.Equal(new LocalizedText("Кілем", "Ковёр", "A carpet"), now.Title);
        Assert.Equal(new LocalizedText("Қызыл кілем", "ая", ""), now.Alt);
        Assert.Equal((0.1, 1.0, false), (now.FocalX, now.FocalY, now.IsDecorative));
        Assert.Equal(AuditAction.MediaChanged, (await db.AuditEvents.OrderBy(a => a.Id).LastAsync(TestContext.Current.CancellationToken)).Action);
    }

    [Fact]
    public async Task What_is_too_long_or_no_percentage_is_said_beside_its_field_and_everything_typed_stays()
    {
        using var editor = await site.EditorAsync("kk");
        var file = await site.UploadAsync(editor, TestFiles.Jpeg());
        using var page = await editor.GetPageAsync($"/admin/media/{file.Id}");
        foreach (var (field, value, words) in new[]
        {
            ("Title.Ru", new string('ж', 301), "300 таңбаға дейін"), ("Alt.Kk", new string('қ', 501), "500 таңбаға дейін"), ("Credit.En", new string('x', 10_000), "300 таңбаға дейін"), ("Licence.Kk", new string('қ', 301), "қазір 301"),
            ("Alt.Ru", "слово\u202Eолс", "«слово»"), ("Title.En", "a\u0007b", "«a»"), ("Alt.En", "ң" + new string('\u0301', 20), "«ң»"),
            ("FocalX", "101", "0-ден 100-ге"), ("FocalY", "-1", "0-ден 100-ге"), ("FocalX", "<script>", "0-ден 100-ге"), ("FocalY", "99999999999", "0-ден 100-ге"),
        })
        {
            using var response = await editor.PostFormAsync(page, "#media", [("Title.Kk", "Атауы <i>"), (field, value)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            using var shown = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var id = field.Replace('.', '-');
            Assert.Contains(words, shown.TextOf($"#{id}-error"), StringComparison.Ordinal);
            Assert.Equal("true", shown.QuerySelector($"#{id}")!.GetAttribute("aria-invalid"));
            Assert.Contains(value, shown.QuerySelector($"#{id}") is AngleSharp.Html.Dom.IHtmlTextAreaElement text ? text.Value : shown.QuerySelector($"#{id}")!.GetAttribute("value"), StringComparison.Ordinal);
            Assert.Equal("Атауы <i>", ((AngleSharp.Html.Dom.IHtmlTextAreaElement)shown.QuerySelector("#Title-Kk")!).Value);
        }

        await using var db = site.Database();
        Assert.True((await db.MediaFiles.FindAsync([file.Id], TestContext.Current.CancellationToken))!.Title.IsEmpty);
    }

    [Fact]
    public async Task A_form_that_no_browser_sends_gets_a_page()
    {
        using var editor = await site.EditorAsync();
        var file = await site.UploadAsync(editor, TestFiles.Jpeg());
        using var page = await editor.GetPageAsync($"/admin/media/{file.Id}");
        using var response = await editor.PostFormAsync(page, "#media", [("Title.Kk", "a\0b")]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_text_of_exactly_the_greatest_length_is_saved()
    {
        using var editor = await site.EditorAsync();
        var file = await site.UploadAsync(editor, TestFiles.Jpeg());
        using var page = await editor.GetPageAsync($"/admin/media/{file.Id}");
        using var response = await editor.PostFormAsync(page, "#media", [("Alt.Kk", new string('қ', 500)), ("Decorative", "nonsense"), ("Hash", "x"), ("Id", "1")]);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Fact]
    public async Task What_is_in_use_is_not_deleted_and_what_is_not_goes_with_its_files()
    {
        using var editor = await site.EditorAsync("ru");
        var file = await site.DescribedAsync(editor, m => m.Title = new("Сурет", "Снимок", "Photo"));
        using (var visitor = site.Visitor())
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(new Uri($"/media/{file.Hash}-400.jpg", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        using var unused = await editor.GetPageAsync($"/admin/media/{file.Id}");
        var partner = 0;
        await site.PublishAsync(async db =>
        {
            var entry = await db.Entries.OfType<Partner>().SingleAsync(p => p.Slug == "kunstkamera");
            entry.Body = entry.Body with { Ru = entry.Body.Ru + $"\n\n[[media:{file.Id}]]" };
            partner = entry.Id;
        });

        using (var refused = await editor.PostFormAsync(unused, $"form[action='/admin/media/{file.Id}/delete']"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            using var shown = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Contains("Файл не удалён", shown.TextOf("#Delete-error"), StringComparison.Ordinal);
            Assert.Equal([$"/admin/entries/{partner}"], shown.Hrefs("section[aria-labelledby=uses] li a"));
            Assert.Null(shown.QuerySelector($"form[action='/admin/media/{file.Id}/delete']"));
        }

        await site.PublishAsync(async db =>
        {
            var entry = (await db.Entries.FindAsync(partner))!;
            entry.Body = entry.Body with { Ru = entry.Body.Ru.Replace($"[[media:{file.Id}]]", "", StringComparison.Ordinal) };
        });
        using (var deleted = await editor.PostFormAsync(unused, $"form[action='/admin/media/{file.Id}/delete']"))
        using (var list = await editor.FollowAsync(deleted))
            Assert.Contains("Файл «Снимок» удалён", list.TextOf(".notice"), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(site.MediaFolder, file.Hash + "*", SearchOption.AllDirectories));
        using (var visitor = site.Visitor())
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(new Uri($"/media/{file.Hash}-400.jpg", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        using (var gone = await editor.PostFormAsync(unused, $"form[action='/admin/media/{file.Id}/delete']"))
            Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await using var after = site.Database();
        Assert.Equal((AuditAction.MediaDeleted, "Снимок"), await after.AuditEvents.OrderByDescending(a => a.Id).Select(a => ValueTuple.Create(a.Action, a.Subject)).FirstAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_list_finds_by_words_type_missing_description_and_use()
    {
        using var editor = await site.EditorAsync("kk");
        var carpet = await site.DescribedAsync(editor, m => (m.Title, m.Alt) = (new("Өрнекті кілем", "", ""), new("Кілем", "", "A carpet")));
        var decoration = await site.DescribedAsync(editor, m => (m.Title, m.IsDecorative) = (new("Өрнек", "", ""), true));
        var paper = await site.DescribedAsync(editor, m => m.Title = new("Өрнек туралы", "", ""), TestFiles.Pdf());
        await site.PublishAsync(async db => (await db.Entries.OfType<Partner>().SingleAsync(p => p.Slug == "icesco")).Media = [decoration.Id]);
        foreach (var (query, expected) in new (string, MediaFile[])[]
        {
            ("q=ӨРНЕК", [paper, decoration, carpet]), ("q=өрнек кілем", [carpet]), ("q=өрнек&type=document", [paper]), ("q=өрнек&missing=ru", [carpet]), ("q=өрнек&missing=en", []), ("q=ОРНЕКТИ", [carpet]), ("q=өрнек&unused=yes", [paper, carpet]),
            ("q=өрнек&type=nonsense", []), ("q=%07%ED%A0%80", []), ("q=өрнек&page=99", []), ("q=өрнек&page=x", [paper, decoration, carpet]), ("q=" + new string('x', 2000), []),
        })
        {
            using var page = await editor.GetPageAsync($"/admin/media?{query}");
            Assert.Equal(expected.Select(m => $"/admin/media/{m.Id}"), page.Hrefs(".media-card"));
        }

        using var shown = await editor.GetPageAsync("/admin/media?q=өрнек кілем");
        Assert.Contains("русский", shown.TextOf(".media-warning"), StringComparison.Ordinal);
        Assert.Contains("Еш жерде көрсетілмейді", shown.TextOf(".media-list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_picker_is_told_what_it_needs()
    {
        using var editor = await site.EditorAsync("ru");
        var picture = await site.DescribedAsync(editor, m => (m.Title, m.Alt) = (new("", "Ханский шатёр", ""), new("", "Шатёр", "")));
        var json = await editor.GetStringAsync(new Uri("/admin/media/suggest?q=ханский", UriKind.Relative), TestContext.Current.CancellationToken);
        var one = JsonElement.Parse(json).EnumerateArray().Single();
        Assert.Equal((picture.Id, "Ханский шатёр", "picture", $"/media/{picture.Hash}-400.webp"), (one.GetProperty("id").GetInt32(), one.GetProperty("title").GetString(), one.GetProperty("type").GetString(), one.GetProperty("thumb").GetString()));
        Assert.Equal(["kk", "en"], one.GetProperty("missingAlt").EnumerateArray().Select(l => l.GetString()));
        using var stranger = DeskClient.Stranger(site);
        using var refused = await stranger.GetAsync(new Uri("/admin/media/suggest?q=a", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Fact]
    public async Task Pictures_without_a_description_are_known_before_publishing()
    {
        using var editor = await site.EditorAsync();
        var bare = await site.DescribedAsync(editor, m => m.Alt = new("Бар", "", ""));
        var decoration = await site.DescribedAsync(editor, m => m.IsDecorative = true);
        var paper = await site.DescribedAsync(editor, bytes: TestFiles.Pdf());
        await using var db = site.Database();
        var ids = MediaUse.In([bare.Id, decoration.Id], new("", $"[[media:{paper.Id}]] [[media:{bare.Id}|и]]", ""));
        Assert.Equal([bare.Id, decoration.Id, paper.Id], ids);
        Assert.Empty(await db.ReadMissingAltsAsync(ids, Language.Kk, TestContext.Current.CancellationToken));
        Assert.Equal([bare.Id], (await db.ReadMissingAltsAsync(ids, Language.Ru, TestContext.Current.CancellationToken)).Select(m => m.Id));
    }

    [Fact]
    public async Task Unknown_files_are_not_found()
    {
        using var editor = await site.EditorAsync();
        foreach (var address in new[] { "/admin/media/999999", "/admin/media/0", "/admin/media/-1", "/admin/media/x" })
        {
            using var response = await editor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task What_a_crash_leaves_is_swept_up()
    {
        using var editor = await site.EditorAsync();
        var file = await site.DescribedAsync(editor);
        var kept = await site.CountAsync();
        var folder = Directory.CreateDirectory(Path.Combine(site.MediaFolder, "ff")).FullName;
        var hour = DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2), DateTimeKind.Utc);
        var lost = new[] { new string('f', 64) + ".jpg", new string('f', 64) + "-400.webp", "0123.tmp" }.Select(n => Path.Combine(folder, n)).ToList();
        foreach (var path in lost)
            await File.WriteAllTextAsync(path, "x", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Directory.EnumerateFiles(site.MediaFolder, file.Hash + "*", SearchOption.AllDirectories).Single(), hour);
        var sweep = site.Services.GetRequiredService<MediaSweep>();
        await sweep.SweepAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        Assert.All(lost, path => Assert.True(File.Exists(path), "Younger than an hour"));
        lost.ForEach(path => File.SetLastWriteTimeUtc(path, hour));
        await sweep.SweepAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        Assert.All(lost, path => Assert.True(File.Exists(path) == !path.EndsWith(".tmp", StringComparison.Ordinal), "At the first look only what was never finished goes"));
        await site.AgeMarksAsync();
        await sweep.SweepAsync(TimeSpan.FromHours(1), TestContext.Current.CancellationToken);
        Assert.All(lost, path => Assert.False(File.Exists(path)));
        Assert.Equal(kept, await site.CountAsync());
    }

    [Fact]
    public async Task What_an_upload_leaves_that_was_killed_a_moment_ago_is_gone_after_the_start()
    {
        await using var own = new MediaSite();
        Assert.SkipWhen(own.OnSqlServer, "Over SQL Server another node may be at work: an hour has to pass");
        var folder = Directory.CreateDirectory(Path.Combine(own.MediaFolder, "ff")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, new string('f', 64) + ".jpg"), "x", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "0123.tmp"), "x", TestContext.Current.CancellationToken);
        await own.InitializeAsync();
        // Beside the first pages.
        for (var tries = 0; tries < 100 && !await IsMarkedAsync(); tries++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal([".jpg"], Directory.EnumerateFiles(folder).Select(Path.GetExtension));
        await own.AgeMarksAsync();
        await own.Services.GetRequiredService<MediaSweep>().SweepAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Empty(Directory.EnumerateFiles(folder));

        async Task<bool> IsMarkedAsync()
        {
            await using var db = own.Database();
            return await db.DeletionMarks.AnyAsync(TestContext.Current.CancellationToken);
        }
    }
}
