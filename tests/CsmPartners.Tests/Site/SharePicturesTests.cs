using System.Buffers.Binary;
using System.Net;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Site.SharePictures;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
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
    public async Task While_others_are_drawn_one_is_asked_to_come_again_and_pages_are_read_all_the_same()
    {
        await using var busy = new Busy();
        await busy.InitializeAsync();
        using var visitor = busy.Visitor();
        var pictures = new List<string>();
        foreach (var address in new[] { "/kk/partners/kunstkamera", "/ru/partners/kunstkamera", "/en/partners/kunstkamera" })
        {
            using var page = await visitor.GetPageAsync(address);
            pictures.Add(page.QuerySelector("meta[property='og:image']")!.GetAttribute("content")!);
        }

        var drawn = pictures.Take(2).Select(p => visitor.GetAsync(new Uri(p), TestContext.Current.CancellationToken)).ToList();
        await busy.Full.Task.WaitAsync(TestContext.Current.CancellationToken);
        using (var refused = await visitor.GetAsync(new Uri(pictures[2]), TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.False(refused.Headers.CacheControl?.Public ?? false);
        }

        using (await visitor.GetPageAsync("/en/partners")) { }
        busy.Free.Set();
        foreach (var answer in await Task.WhenAll(drawn))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var later = await visitor.GetAsync(new Uri(pictures[2]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
        using var kept = await visitor.GetAsync(new Uri(pictures[2]), TestContext.Current.CancellationToken);
        Assert.Equal(3, busy.Drawn);
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

        public TaskCompletionSource Full { get; } = new();

        public ManualResetEventSlim Free { get; } = new();

        public int Drawn => begun;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton(new SharePictureCache(_ =>
            {
                if (Interlocked.Increment(ref begun) == 2)
                    Full.SetResult();
                Free.Wait();
                return [1, 2, 3];
            })));
        }
    }
}
