using System.Net;
using System.Text;
using CsmPartners.Media;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NetVips;

namespace CsmPartners.Tests.Media;

public sealed class UploadTests(MediaSite site) : IClassFixture<MediaSite>
{
    [Theory]
    [InlineData("jpeg")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("avif")]
    public async Task A_picture_of_every_format_is_taken_whatever_its_name_says(string format)
    {
        using var editor = await site.EditorAsync();
        var file = await site.UploadAsync(editor, TestFiles.Of(format), "picture.txt");
        Assert.Equal((MediaType.Picture, 640, 480, "picture.txt", editor.Name), (file.Type, file.Width, file.Height, file.FileName, file.UploadedByName));
        using var stored = Image.NewFromFile(Stored(file, ".jpg"));
        Assert.Equal((640, 480), (stored.Width, stored.Height));
        Assert.Equal(file.Hash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(Stored(file, ".jpg"), TestContext.Current.CancellationToken))));
        await using var db = site.Database();
        var audit = await db.AuditEvents.OrderBy(a => a.Id).LastAsync(TestContext.Current.CancellationToken);
        Assert.Equal((AuditAction.MediaAdded, "picture.txt", editor.Id), (audit.Action, audit.Subject, audit.ActorId!.Value));
    }

    [Fact]
    public async Task What_a_telephone_tells_about_the_place_is_removed_and_the_picture_stands_upright()
    {
        var bytes = TestFiles.JpegOfATelephone();
        using (var before = Image.NewFromBuffer(bytes))
            Assert.Contains(before.GetFields(), f => f.Contains("GPSLatitude", StringComparison.Ordinal));
        using var editor = await site.EditorAsync();
        var file = await site.UploadAsync(editor, bytes);
        Assert.Equal((480, 640), (file.Width, file.Height));
        using var visitor = site.Visitor();
        foreach (var stored in new[] { await File.ReadAllBytesAsync(Stored(file, ".jpg"), TestContext.Current.CancellationToken), await BytesAsync(visitor, $"/media/{file.Hash}-400.jpg"), await BytesAsync(visitor, $"/media/{file.Hash}-400.webp"), await BytesAsync(visitor, $"/media/{file.Hash}-800.avif") })
        {
            using var after = Image.NewFromBuffer(stored);
            Assert.DoesNotContain(after.GetFields(), f => f.StartsWith("exif", StringComparison.Ordinal) || f.StartsWith("xmp", StringComparison.Ordinal) || f == "orientation");
            Assert.DoesNotContain("Telephone", Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
            Assert.True(after.Height > after.Width);
            // Turned to the right: the red quarter is at the upper right.
            Assert.True(after[0].Getpoint(after.Width - 10, 10)[0] > 200 && after[1].Getpoint(after.Width - 10, 10)[0] < 90);
            Assert.True(after[1].Getpoint(10, 10)[0] > 60);
        }
    }

    [Fact]
    public async Task A_large_picture_is_kept_in_a_reasonable_size_and_never_enlarged()
    {
        using var editor = await site.EditorAsync();
        var file = await site.UploadAsync(editor, TestFiles.Jpeg(6000, 3000));
        Assert.Equal((4000, 2000), (file.Width, file.Height));
        var small = await site.UploadAsync(editor, TestFiles.Jpeg(300, 200));
        Assert.Equal((300, 200), (small.Width, small.Height));
        using var visitor = site.Visitor();
        using var drawn = Image.NewFromBuffer(await BytesAsync(visitor, $"/media/{small.Hash}-400.webp"));
        Assert.Equal(300, drawn.Width);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Transparent_parts_stay_transparent(bool deep)
    {
        using var editor = await site.EditorAsync();
        var picture = TestFiles.Picture(alpha: true);
        var file = await site.UploadAsync(editor, deep ? (picture * 256).Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16).PngsaveBuffer(bitdepth: 16) : picture.PngsaveBuffer(), "logo.png");
        using var stored = Image.NewFromFile(Stored(file, ".webp"));
        Assert.True(stored.HasAlpha());
        using var visitor = site.Visitor();
        using var drawn = Image.NewFromBuffer(await BytesAsync(visitor, $"/media/{file.Hash}-400.webp"));
        Assert.True(drawn.HasAlpha());
        using var flat = Image.NewFromBuffer(await BytesAsync(visitor, $"/media/{file.Hash}-400.jpg"));
        Assert.True(flat[1].Getpoint(3, flat.Height - 3)[0] > 240, "Where nothing is, paper shows");
    }

    [Fact]
    public async Task The_same_content_twice_leads_to_the_one_that_is_there()
    {
        using var editor = await site.EditorAsync();
        var bytes = TestFiles.Jpeg();
        var first = await site.UploadAsync(editor, bytes);
        var before = await site.CountAsync();
        using var response = await MediaSite.SendAsync(editor, ("other name.jpg", bytes));
        using var page = await editor.FollowAsync(response);
        Assert.Contains("already here", page.TextOf(".notice"), StringComparison.Ordinal);
        Assert.Equal($"/admin/media/{first.Id}", response.Headers.Location!.ToString());
        Assert.Equal(before, await site.CountAsync());
        Assert.Equal("picture.jpg", page.TextOf("h1"));
    }

    [Fact]
    public async Task Several_files_at_once_are_each_taken_or_refused()
    {
        using var editor = await site.EditorAsync();
        var before = await site.CountAsync();
        using (var response = await MediaSite.SendAsync(editor, ("a.jpg", TestFiles.Jpeg()), ("b.pdf", TestFiles.Pdf())))
        using (var page = await editor.FollowAsync(response))
            Assert.Contains("2 files have been saved", page.TextOf(".notice"), StringComparison.Ordinal);
        Assert.Equal(before.Rows + 2, (await site.CountAsync()).Rows);

        using var mixed = await MediaSite.SendAsync(editor, ("good.jpg", TestFiles.Jpeg()), ("bad.jpg", "<html>"u8.ToArray()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, mixed.StatusCode);
        var html = await mixed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("“bad.jpg”", html, StringComparison.Ordinal);
        Assert.Contains(">good.jpg</a>", html, StringComparison.Ordinal);
        Assert.Equal((before.Rows + 3, before.Files + 3), await site.CountAsync());
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "empty", "photo.jpg", "файл бос" },
        { "svg", "drawing.png", "JPEG, PNG, WebP, AVIF немесе PDF емес" },
        { "html", "photo.jpg", "PDF емес" },
        { "gif", "photo.gif", "PDF емес" },
        { "text", "photo.webp", "PDF емес" },
        { "heic", "photo.avif", "PDF емес" },
        { "html-after-jpeg-mark", "photo.jpg", "бүлінген" },
        { "svg-after-png-mark", "photo.png", "бүлінген" },
        { "truncated-jpeg", "photo.jpg", "бүлінген" },
        { "truncated-png", "photo.png", "бүлінген" },
        { "truncated-webp", "photo.webp", "бүлінген" },
        { "truncated-avif", "photo.avif", "бүлінген" },
        { "bomb", "photo.png", "50 мегапиксельден көп" },
        { "large-jpeg", "photo.jpg", "50 мегапиксельден көп" },
        { "21-megabytes", "photo.jpg", "20 МБ-тан үлкен" },
        { "pdf-cut", "paper.pdf", "бүлінген" },
        { "pdf-encrypted", "paper.pdf", "шифрланған" },
        { "pdf-script", "paper.pdf", "бағдарлама" },
        { "pdf-script-escaped", "paper.pdf", "бағдарлама" },
        { "pdf-launch", "paper.pdf", "бағдарлама" },
        { "pdf-attachment", "paper.pdf", "бағдарлама" },
        { "pdf-compressed-script", "paper.pdf", "бағдарлама" },
        { "pdf-unclosed", "paper.pdf", "бүлінген" },
        { "pdf-endless", "paper.pdf", "уақыт тым көп кетті" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_whole_picture_or_plain_document_is_refused_in_the_persons_language_and_leaves_nothing(string content, string name, string words)
    {
        using var editor = await site.EditorAsync("kk");
        var before = await site.CountAsync();
        using var response = await MediaSite.SendAsync(editor, (name, Bad(content)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var error = page.TextOf("#files-error");
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.Contains($"«{name}»", error, StringComparison.Ordinal);
        var input = page.QuerySelector("#files")!;
        Assert.Equal(("true", "files-error"), (input.GetAttribute("aria-invalid"), input.GetAttribute("aria-describedby")));
        Assert.Equal(before, await site.CountAsync());
    }

    [Theory]
    [InlineData("../../../etc/passwd.jpg", "passwd.jpg")]
    [InlineData("..\\..\\web.config", "web.config")]
    [InlineData("a\u202Egpj.exe", "agpj.exe")]
    [InlineData("сурет \u0007\u200B1.jpg", "сурет 1.jpg")]
    [InlineData("..", "..")]
    [InlineData("😀", "😀")]
    public async Task A_name_is_only_shown(string name, string shown)
    {
        using var editor = await site.EditorAsync();
        var before = await site.CountAsync();
        var file = await site.UploadAsync(editor, TestFiles.Jpeg(), name);
        Assert.Equal(shown, file.FileName);
        Assert.True(File.Exists(Stored(file, ".jpg")));
        Assert.Equal((before.Rows + 1, before.Files + 1), await site.CountAsync());
    }

    [Fact]
    public async Task A_name_of_300_letters_is_cut()
    {
        using var editor = await site.EditorAsync();
        var file = await site.UploadAsync(editor, TestFiles.Jpeg(), new string('ұ', 300) + ".jpg");
        Assert.Equal(new string('ұ', 200), file.FileName);
    }

    [Fact]
    public async Task No_file_and_too_many_files_are_said_beside_the_field()
    {
        using var editor = await site.EditorAsync("ru");
        var before = await site.CountAsync();
        foreach (var (files, words) in new[] { (Array.Empty<(string, byte[])>(), "Выберите хотя бы один файл."), ([.. Enumerable.Repeat(("a.jpg", TestFiles.Jpeg()), 11)], "не больше 10 файлов") })
        {
            using var response = await MediaSite.SendAsync(editor, files);
            Assert.Contains(words, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal(before, await site.CountAsync());
    }

    [Fact]
    public async Task Strangers_upload_nothing()
    {
        using var stranger = DeskClient.Stranger(site);
        using var content = new MultipartFormDataContent { { new ByteArrayContent(TestFiles.Jpeg()), "files", "a.jpg" } };
        var before = await site.CountAsync();
        using var response = await stranger.PostAsync(new Uri("/admin/media/new", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{response.StatusCode}");
        using var editor = await site.EditorAsync();
        using var again = new MultipartFormDataContent { { new ByteArrayContent(TestFiles.Jpeg()), "files", "a.jpg" } };
        using var withoutToken = await editor.PostAsync(new Uri("/admin/media/new", UriKind.Relative), again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, withoutToken.StatusCode);
        Assert.Equal(before, await site.CountAsync());
    }

    private string Stored(MediaFile file, string ending) => Path.Combine(site.MediaFolder, file.Hash[..2], file.Hash + ending);

    private static Task<byte[]> BytesAsync(HttpClient visitor, string address) => visitor.GetByteArrayAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

    private static byte[] Bad(string content) => content switch
    {
        "empty" => [],
        "svg" => Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><script>alert(1)</script></svg>"),
        "html" => Encoding.UTF8.GetBytes("<!DOCTYPE html><script>alert(1)</script>"),
        "gif" => Convert.FromBase64String("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="),
        "text" => Encoding.UTF8.GetBytes("Музей"),
        "heic" => [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, .. new byte[100]],
        "html-after-jpeg-mark" => [0xFF, 0xD8, 0xFF, 0xE0, .. "<script>alert(1)</script>"u8],
        "svg-after-png-mark" => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8],
        "bomb" => TestFiles.PngThatClaims(60_000, 60_000),
        "large-jpeg" => Image.Black(9000, 6000).JpegsaveBuffer(),
        "21-megabytes" => [.. TestFiles.Jpeg(), .. new byte[21 * 1024 * 1024]],
        "pdf-cut" => TestFiles.Pdf()[..200],
        "pdf-encrypted" => TestFiles.Pdf(trailer: "/Encrypt 9 0 R"),
        "pdf-script" => TestFiles.Pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
        "pdf-script-escaped" => TestFiles.Pdf("/OpenAction << /S /J#61vaScript /#4aS (app.alert(1)) >>"),
        "pdf-launch" => TestFiles.Pdf("/OpenAction << /S /Launch /F (calc.exe) >>"),
        "pdf-attachment" => TestFiles.Pdf("/Names << /EmbeddedFiles 9 0 R >>"),
        "pdf-compressed-script" => new PdfMaker().Page().ObjectStream(9, (1, "<< /Pages 2 0 R /OpenAction << /S /JavaScript /JS (1) >> >>")).Table().Done(),
        "pdf-unclosed" => new PdfMaker().Page().Object(9, "<< /A").Table().Done(),
        "pdf-endless" => new PdfMaker().Page().Add(string.Concat(Enumerable.Repeat("1 0 obj (\n", 100_000))).Table().Done(),
        _ when content.StartsWith("truncated-", StringComparison.Ordinal) && TestFiles.Of(content["truncated-".Length..]) is var whole => whole[..(whole.Length * 3 / 4)],
        _ => throw new ArgumentOutOfRangeException(nameof(content)),
    };
}
