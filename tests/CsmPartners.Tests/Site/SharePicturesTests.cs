using System.Buffers.Binary;
using System.Net;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Media;
using CsmPartners.Web.Media.Worker;
using CsmPartners.Web.Site.SharePictures;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NetVips;

namespace CsmPartners.Tests.Site;

/// <summary>The pictures by which other sites show links to ours.</summary>
public sealed class SharePicturesTests(DeskSite site) : IClassFixture<DeskSite>
{
    private static readonly double[] MinusPaper = [-0xfa, -0xf6, -0xee];

    [Theory]
    [InlineData("kk", "/kk/partners/kunstkamera")]
    [InlineData("ru", "/ru/exhibitions/applied-art-of-turkmenistan-2014")]
    [InlineData("en", "/en")]
    [InlineData("kk", "/kk/timeline")]
    public async Task A_page_has_a_picture_that_may_be_kept_for_ever(string language, string address)
    {
        var (picture, _) = await PictureOfAsync(address);
        using var answer = await AskAsync(picture);
        Assert.True(answer.Headers.CacheControl is { Public: true, MaxAge: { } age } && age >= TimeSpan.FromDays(300));
        Assert.Equal(["cross-origin"], answer.Headers.GetValues("Cross-Origin-Resource-Policy"));
        Assert.StartsWith($"/{language}/share/", picture, StringComparison.Ordinal);
        await DrawnAsync(answer);
        using var again = await AskAsync(picture, ("If-None-Match", answer.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    public static TheoryData<string> Titles =>
    [
        "Я", "!", "Әлемдегі ғылым, қаңтардағы өңір, ұлы үй, һәм ілім", new string('Щ', 300), string.Join(' ', Enumerable.Repeat("мемлекеттік", 25)), string.Concat(Enumerable.Repeat("W ", 150)),
        "</script><b>&amp;</b> <span size=\"999999\">]]></span>", "A\r\nB\tC", "🎨", "🎨 Көрме 🎭🎭🏛️", "\u202eтеррор\u202c abc", "«大地» (大地)", "e\u0301\u0301\u0301\u0301", "\u0001\u0000x", "%s %d {0}",
    ];

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Any_title_is_drawn_within_its_place(string title)
    {
        var slug = $"p{Guid.NewGuid():N}";
        await site.PublishAsync(db =>
        {
            db.Add(new Partner { Slug = slug, Title = new(title, title, title), Latitude = 43, Longitude = 77 });
            db.Add(new Training { Slug = slug, Title = new(title, title, title) });
            return Task.CompletedTask;
        });
        foreach (var (list, right) in new[] { ("partners", 660), ("trainings", 1200) })
        {
            var (address, _) = await PictureOfAsync($"/ru/{list}/{slug}");
            using var answer = await AskAsync(address);
            using var picture = await DrawnAsync(answer);
            Assert.True(HasInk(picture, 56, 190, right - 112, 352), $"Nothing of {title} was drawn");
            Assert.False(HasInk(picture, right - 50, 115, 48, 440), $"{title} runs over the right margin");
            Assert.False(HasInk(picture, 0, 115, 50, 440), $"{title} runs over the left margin");
            Assert.False(HasInk(picture, 0, 545, right, 25), $"{title} runs into the ornament");
        }
    }

    [Fact]
    public async Task Letters_of_all_three_alphabets_are_drawn_and_what_the_type_lacks_is_left_out()
    {
        foreach (var (title, drawn) in new[]
        {
            (string.Join("", Language.All.Select(l => l.Alphabet + l.Alphabet.ToLower(l.Culture))), null),
            ("Көрме 🎨 «大地» – ā", "Көрме – a"),
            ("🎨", "Международные связи"),
            ("№ 5 – «…» “x” (1/2)", null),
        })
        {
            var slug = $"p{Guid.NewGuid():N}";
            await site.PublishAsync(db =>
            {
                db.Add(new Training { Slug = slug, Title = new(title, title, title) });
                return Task.CompletedTask;
            });
            var (_, alt) = await PictureOfAsync($"/ru/trainings/{slug}");
            Assert.StartsWith($"{drawn ?? title} – ", alt, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_title_has_a_new_picture_and_the_old_address_leads_to_it()
    {
        var form = EntriesOfTests.Partner($"p{Guid.NewGuid():N}");
        form.Slug = form.Title.En;
        var id = await site.PublishedAsync(form);
        var (before, _) = await PictureOfAsync($"/en/partners/{form.Slug}");
        await site.ChangeAsync<Forms.PartnerForm>(id, null, f => f.Title = new("Жаңа", "Новое", "New"));
        await site.PublishNewestAsync(id);
        var (after, _) = await PictureOfAsync($"/en/partners/{form.Slug}");
        Assert.NotEqual(before, after);
        using var old = await AskAsync(before);
        Assert.Equal((HttpStatusCode.Redirect, after), (old.StatusCode, old.Headers.Location?.ToString()));
        await site.WithdrawAsync(id, new("", "", ""));
        using var gone = await AskAsync(after);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Pictures_that_are_asked_for_all_at_once_are_drawn_once_each_and_nobody_is_refused()
    {
        await using var busy = new Busy();
        await busy.InitializeAsync();
        using var visitor = busy.Visitor();
        var pictures = await Busy.PicturesAsync(visitor, 12);
        // Whoever asks first and leaves takes the picture from nobody.
        using var leaving = new CancellationTokenSource();
        var left = visitor.GetAsync(new Uri(pictures[0]), leaving.Token);
        await busy.Begun.Task.WaitAsync(TestContext.Current.CancellationToken);
        var askers = pictures.SelectMany(p => Enumerable.Repeat(p, 3)).Select(p => visitor.GetAsync(new Uri(p), TestContext.Current.CancellationToken)).ToList();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        using (await visitor.GetPageAsync("/en/partners")) { }
        busy.Free.Set();
        foreach (var answer in await Task.WhenAll(askers))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(pictures.Distinct().Count(), busy.Drawn);
        await IsKeptOnTheDiskWithinBoundsAsync(busy, visitor, pictures[0]);
    }

    private static async Task IsKeptOnTheDiskWithinBoundsAsync(Busy busy, HttpClient visitor, string picture)
    {
        var before = await visitor.GetByteArrayAsync(new Uri(picture), TestContext.Current.CancellationToken);
        var folder = busy.Services.GetRequiredService<MediaFolder>();
        var file = folder.PathOfShared(picture.Split('-')[^1].Split('.')[0]);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));

        // Another program on the same folder, such as this one after its next start.
        var other = new SharePictureCache(_ => throw new InvalidOperationException("It is there already"), folder, NullLogger<SharePictureCache>.Instance);
        var site = busy.Services.GetRequiredService<PublishedSiteKeeper>().Current!;
        var museum = SharePicture.Of(site, null, Language.En);
        await visitor.GetByteArrayAsync(new Uri(busy.Origin + museum.Address), TestContext.Current.CancellationToken);
        Assert.Equal(before, await other.FindAsync(museum, TestContext.Current.CancellationToken));

        File.SetLastWriteTimeUtc(folder.PathOfShared(museum.Hash), File.GetLastWriteTimeUtc(file).AddDays(1));
        folder.TrimShared(before.Length);
        Assert.Equal([folder.PathOfShared(museum.Hash)], Directory.EnumerateFiles(Path.GetDirectoryName(file)!));
        Assert.Equal(before, await visitor.GetByteArrayAsync(new Uri(picture), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_cannot_be_served_is_told_when_to_come_again_and_a_picture_that_cannot_be_kept_is_shown()
    {
        await using var busy = new Busy();
        await busy.InitializeAsync();
        var cache = busy.Services.GetRequiredService<SharePictureCache>();
        using var visitor = busy.Visitor();
        var picture = (await Busy.PicturesAsync(visitor, 1))[0];
        var museum = SharePicture.Of(busy.Services.GetRequiredService<PublishedSiteKeeper>().Current!, null, Language.Kk);
        var waiting = Enumerable.Range(0, SharePictureCache.MostUnderWay).Select(i => cache.FindAsync(museum with { Title = $"{i}" }, TestContext.Current.CancellationToken)).ToList();
        using (var refused = await visitor.GetAsync(new Uri(busy.Origin + museum.Address), TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("30", refused.Headers.RetryAfter?.ToString());
            Assert.False(refused.Headers.CacheControl?.Public ?? false);
        }

        busy.Free.Set();
        Assert.DoesNotContain(null, await Task.WhenAll(waiting));
        using var later = await visitor.GetAsync(new Uri(busy.Origin + museum.Address), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);

        busy.Fault = new MediaWorkerException("No memory", new IOException());
        using (var refused = await visitor.GetAsync(new Uri(picture), TestContext.Current.CancellationToken))
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "30"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        busy.Fault = null;
        // A file stands where the folder should be.
        var folder = Path.GetDirectoryName(busy.Services.GetRequiredService<MediaFolder>().PathOfShared("0"))!;
        Directory.Delete(folder, recursive: true);
        await File.WriteAllTextAsync(folder, "", TestContext.Current.CancellationToken);
        using var drawn = await visitor.GetAsync(new Uri(picture), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, drawn.StatusCode);
    }

    private async Task<(string Address, string Alt)> PictureOfAsync(string address)
    {
        using var visitor = site.Visitor();
        // Not by the strict parser: the page of a title with control characters is none that it would take.
        using var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await visitor.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken));
        return (page.QuerySelector("meta[property='og:image']")!.GetAttribute("content")![site.Origin.Length..], page.QuerySelector("meta[property='og:image:alt']")!.GetAttribute("content")!);
    }

    private async Task<HttpResponseMessage> AskAsync(string address, params (string Name, string Value)[] headers)
    {
        using var visitor = site.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await visitor.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A PNG of the right size that social networks take.</summary>
    private static async Task<Image> DrawnAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.ToString());
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.InRange(bytes.Length, 5_000, 300_000);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a], bytes[..8]);
        Assert.Equal((1200, 630), (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20))));
        using var read = Image.NewFromBuffer(bytes);
        return read.CopyMemory();
    }

    // A few colours are all that the file keeps, so that paper is not to the shade what it was.
    private static bool HasInk(Image picture, int left, int top, int width, int height)
    {
        using var part = picture.Crop(left, top, width, height);
        using var difference = part.Linear([1], MinusPaper).Abs();
        return difference.Max() > 60;
    }

    private sealed class Busy : TestSite
    {
        private int begun;

        public TaskCompletionSource Begun { get; } = new();

        public ManualResetEventSlim Free { get; } = new();

        public Exception? Fault { get; set; }

        public int Drawn => begun;

        /// <summary>Addresses of the pictures of different pages.</summary>
        public static async Task<IReadOnlyList<string>> PicturesAsync(HttpClient visitor, int count)
        {
            using var list = await visitor.GetPageAsync("/kk/partners");
            var pages = list.QuerySelectorAll("main a[href^='/kk/partners/']").Select(a => a.GetAttribute("href")!.Split('?')[0]).Distinct().Take(count).ToList();
            Assert.Equal(count, pages.Count);
            var pictures = new List<string>();
            foreach (var address in pages)
            {
                using var page = await visitor.GetPageAsync(address);
                pictures.Add(page.QuerySelector("meta[property='og:image']")!.GetAttribute("content")!);
            }

            return pictures;
        }

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton(provider => new SharePictureCache(
                async _ =>
                {
                    Interlocked.Increment(ref begun);
                    Begun.TrySetResult();
                    await Task.Run(Free.Wait);
                    return Fault is null ? [1, 2, 3] : throw Fault;
                },
                provider.GetRequiredService<MediaFolder>(),
                NullLogger<SharePictureCache>.Instance)));
        }
    }
}
