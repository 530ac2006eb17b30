using System.Net;
using System.Net.Http.Headers;
using CsmPartners.Entries;
using CsmPartners.Media;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Media;

public sealed class PublicMediaTests(MediaSite site) : IClassFixture<MediaSite>
{
    private static readonly LocalizedText Title = new("Кілем", "Ковёр", "A carpet");

    [Fact]
    public async Task An_entrys_pictures_and_documents_stand_on_its_page()
    {
        using var editor = await site.EditorAsync();
        var lead = await site.DescribedAsync(editor, m => (m.Title, m.Alt, m.Credit, m.Licence) = (Title, new("Қызыл кілем", "Красный ковёр", ""), new("", "Фото музея", ""), new("CC BY 4.0", "CC BY 4.0", "CC BY 4.0")));
        var second = await site.DescribedAsync(editor, m => (m.Alt, m.FocalX, m.FocalY) = (new("б", "б", "b"), 0.95, 0.1), TestFiles.Jpeg(300, 200));
        var decorative = await site.DescribedAsync(editor, m => (m.Alt, m.IsDecorative) = (new("в", "в", "c"), true));
        var paper = await site.DescribedAsync(editor, m => m.Title = new("Келісім", "", ""), TestFiles.Pdf());
        await AttachAsync("kunstkamera", lead.Id, 999_999, second.Id, decorative.Id, paper.Id);

        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/en/partners/kunstkamera");
        var figures = page.QuerySelectorAll("article figure").ToList();
        Assert.Equal(3, figures.Count);

        var first = figures[0].QuerySelector("img")!;
        Assert.Equal(("Красный ковёр", "ru", "1500", "1000", null), (first.GetAttribute("alt"), first.GetAttribute("lang"), first.GetAttribute("width"), first.GetAttribute("height"), first.GetAttribute("loading")));
        Assert.Equal($"/media/{lead.Hash}-400.jpg 400w, /media/{lead.Hash}-800.jpg 800w, /media/{lead.Hash}-1200.jpg 1200w, /media/{lead.Hash}-2000.jpg 1500w", first.GetAttribute("srcset"));
        Assert.Equal(["image/avif", "image/webp"], figures[0].QuerySelectorAll("source").Select(s => s.GetAttribute("type")));
        Assert.Equal("A carpet · Фото музея · CC BY 4.0", figures[0].TextOf("figcaption"));
        Assert.Equal("ru", figures[0].QuerySelector("figcaption span")!.GetAttribute("lang"));

        var cropped = figures[1].QuerySelector("img")!;
        Assert.Equal(("fx-4 fy-0", "lazy", $"/media/{second.Hash}-400.jpg 300w"), (cropped.GetAttribute("class"), cropped.GetAttribute("loading"), cropped.GetAttribute("srcset")));
        Assert.Equal("", figures[2].QuerySelector("img")!.GetAttribute("alt"));
        var link = page.QuerySelector(".documents a")!;
        Assert.Equal(("Келісім", "kk", $"/media/{paper.Hash}.pdf"), (link.TextContent, link.GetAttribute("lang"), link.GetAttribute("href")));
        Assert.Empty(page.QuerySelectorAll("[style]"));

        foreach (var address in page.QuerySelectorAll("article [srcset]").SelectMany(e => e.GetAttribute("srcset")!.Split(", ")).Select(s => s.Split(' ')[0]).Concat(page.Hrefs(".gallery a")))
        {
            using var answer = await visitor.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, address);
        }
    }

    [Fact]
    public async Task A_change_of_what_is_said_of_a_picture_shows_on_the_page()
    {
        using var editor = await site.EditorAsync();
        var picture = await site.DescribedAsync(editor);
        await AttachAsync("british-museum", picture.Id);
        using (var form = await editor.GetPageAsync($"/admin/media/{picture.Id}"))
        using (await editor.PostFormAsync(form, "#media", [("Alt.Ru", "Юрта на рассвете")]))
        {
        }

        await site.Services.GetRequiredService<PublishedSiteKeeper>().LookAsync(TestContext.Current.CancellationToken);
        using var visitor = site.Visitor();
        using var page = await visitor.GetPageAsync("/ru/partners/british-museum");
        Assert.Equal("Юрта на рассвете", page.QuerySelector("article img")!.GetAttribute("alt"));
    }

    [Fact]
    public async Task A_text_shows_a_picture_where_it_says_so()
    {
        using var editor = await site.EditorAsync();
        var picture = await site.DescribedAsync(editor, m => (m.Title, m.Alt) = (Title, new("<b>\"", "<b>\"", "<b>\"")));
        var paper = await site.DescribedAsync(editor, m => m.Title = new("Қ", "Меморандум", "M"), TestFiles.Pdf());
        Assert.StartsWith("<p>до</p>\n<figure ", Render($"до\n\n[[media:{picture.Id}]]\n\nпосле"), StringComparison.Ordinal);
        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Render($"до\n\n[[media:{picture.Id}]]\n\nпосле\n\n[[media:{picture.Id}]]"));
        Assert.Equal(["P", "FIGURE", "P", "FIGURE"], page.Body!.Children.Select(e => e.TagName));
        Assert.Equal("<b>\"", page.QuerySelector("figure img")!.GetAttribute("alt"));
        Assert.Equal("Ковёр", page.TextOf("figcaption"));

        Assert.Equal($"<p>см. <a href=\"/media/{picture.Hash}-2000.jpg\">снимок</a>.</p>\n", Render($"см. [[media:{picture.Id}|снимок]]."));
        Assert.Equal($"<p>см. <a href=\"/media/{picture.Hash}-2000.jpg\">Ковёр</a>.</p>\n", Render($"см. [[media:{picture.Id}]]."));
        Assert.Equal($"<p><a href=\"/media/{picture.Hash}-2000.jpg\">снимок</a></p>\n", Render($"[[media:{picture.Id}|снимок]]"));
        Assert.Equal($"<p><a href=\"/media/{paper.Hash}.pdf\">Меморандум</a></p>\n", Render($"[[media:{paper.Id}]]"));
        Assert.Equal("<p>слова</p>\n", Render("[[media:999999|слова]]"));
        Assert.Equal("<p>слова</p>\n", Render("[[media:x|слова]]"));
        Assert.Equal("<p>и так</p>\n", Render("и [[media:99999999999999999999]]так"));
    }

    [Theory]
    [InlineData("![x](/media/a.jpg)")]
    [InlineData("<figure><img src=\"/media/a.jpg\"></figure>")]
    [InlineData("<picture><source srcset=\"https://example.com/x.png\"></picture>")]
    [InlineData("![x](https://example.com/x.png)")]
    public void A_writer_s_own_pictures_do_not_come_through(string markdown)
    {
        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(Render(markdown));
        Assert.Empty(page.QuerySelectorAll("img, source, picture, figure"));
    }

    [Theory]
    [InlineData("400.avif", "image/avif")]
    [InlineData("400.webp", "image/webp")]
    [InlineData("400.jpg", "image/jpeg")]
    public async Task Pictures_may_be_kept_for_ever(string ending, string type)
    {
        using var editor = await site.EditorAsync();
        var picture = await site.DescribedAsync(editor);
        using var visitor = site.Visitor();
        var address = new Uri($"/media/{picture.Hash}-{ending}", UriKind.Relative);
        using var response = await visitor.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl?.ToString());
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.False(response.Headers.Contains("Set-Cookie"));
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
        using var unchanged = await visitor.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        using var posted = await visitor.PostAsync(address, null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    [Fact]
    public async Task Documents_come_in_parts_and_cannot_act_on_the_site()
    {
        using var editor = await site.EditorAsync();
        var paper = await site.DescribedAsync(editor, bytes: TestFiles.Pdf());
        using var visitor = site.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/media/{paper.Hash}.pdf");
        request.Headers.Range = new RangeHeaderValue(0, 7);
        using var part = await visitor.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("%PDF-1.7", await part.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("application/pdf", part.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", part.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", part.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], part.Headers.GetValues("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Nothing_else_is_found_under_media()
    {
        using var editor = await site.EditorAsync();
        var picture = await site.DescribedAsync(editor, bytes: TestFiles.Jpeg(300, 200));
        var paper = await site.DescribedAsync(editor, bytes: TestFiles.Pdf());
        using var visitor = site.Visitor();
        foreach (var name in new[]
        {
            "", "..", "../site.db", "..%2fsite.db", "%2e%2e/site.db", "..%5csite.db", $"{picture.Hash[..2]}/{picture.Hash}.jpg", picture.Hash, $"{picture.Hash}.jpg", $"{picture.Hash}-800.webp",
            $"{picture.Hash}-401.webp", $"{picture.Hash}-400.png", $"{picture.Hash}-400.jpg%0a", $"{picture.Hash}-400.jpg%00", $"{picture.Hash}.pdf", $"{paper.Hash}-400.jpg", $"{paper.Hash}.PDF%20",
            $"{new string('0', 64)}-400.jpg", $"{new string('0', 64)}.pdf", $"{picture.Hash}-４００.jpg", "new",
        })
        {
            using var response = await visitor.GetAsync(new Uri(site.Origin + "/media/" + name, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode is 404 or 400 or 301 or 302, $"{name}: {response.StatusCode}");
            Assert.False(response.Headers.CacheControl?.MaxAge > TimeSpan.Zero, name);
            Assert.NotEqual("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        }
    }

    [Fact]
    public async Task Pictures_are_shown_while_the_database_is_away()
    {
        await using var own = new MediaSite();
        await own.InitializeAsync();
        Assert.SkipWhen(own.OnSqlServer, "The SQLite file is what is taken away here");
        using var editor = await own.EditorAsync();
        var picture = await own.UploadAsync(editor, TestFiles.Jpeg());
        SqliteConnection.ClearAllPools();
        File.Move(own.SqliteFile, own.SqliteFile + ".aside");
        Directory.CreateDirectory(own.SqliteFile);
        using var visitor = own.Visitor();
        using var response = await visitor.GetAsync(new Uri($"/media/{picture.Hash}-400.webp", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Directory.Delete(own.SqliteFile);
        File.Move(own.SqliteFile + ".aside", own.SqliteFile);
    }

    private Task AttachAsync(string partner, params int[] media) => site.PublishAsync(async db => (await db.Entries.OfType<Partner>().SingleAsync(p => p.Slug == partner)).Media = [.. media]);

    private string Render(string markdown) => site.Services.GetRequiredService<MarkdownText>()
        .Render(site.Services.GetRequiredService<PublishedSiteKeeper>().Current!, new(markdown, Language.Ru), Language.Ru);
}
