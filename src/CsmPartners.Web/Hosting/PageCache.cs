using CsmPartners.Published;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Display;
using CsmPartners.Web.Site.Identifiers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Pages as they were sent, compressed, for as long as the published site is the one that they were drawn from. A new site brings a new
/// cache, so nothing is ever stale and nothing has to be thrown out; neither does a page of yesterday say that it was read today.
/// </summary>
public sealed class PageCache(PublishedSiteKeeper keeper, PublicOrigin origin, Hosts hosts, TimeProvider clock, IConfiguration configuration) : IDisposable
{
    /// <summary>
    /// Of an answer that is the same for everyone who asks in the same way. A browser asks each time whether its copy still holds. What
    /// stands between may answer for two seconds by itself, for five more while it asks, and for a day while no node answers.
    /// </summary>
    public const string Shared = "public, max-age=0, s-maxage=2, stale-while-revalidate=5, stale-if-error=86400";

    // Visitors invent addresses; longer ones than our own forms make are not kept.
    private const int LongestAddress = 1024;

    private readonly long most = configuration.GetValue("Cache:Megabytes", 64L) * 1_000_000;
    private volatile Shelf? shelf;

    public bool IsOn => most > 0;

    /// <summary>Pages kept now, and how often one was there and was not since the published site changed.</summary>
    public MemoryCacheStatistics? Statistics => shelf?.Statistics;

    public void Dispose() => shelf?.Dispose();

    internal Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (most == 0 || keeper.Current is not { } site || KeyOf(context.Request) is not { } key)
            return next(context);
        var pages = PagesOf(site);
        return pages.Find(key) is { } page ? page.SendAsync(context) : AnswerAnewAsync(context, next, site, pages, key);
    }

    private async Task AnswerAnewAsync(HttpContext context, RequestDelegate next, PublishedSite site, Shelf pages, Key key)
    {
        // What is inside chooses by the header; it shall choose what the key says.
        context.Request.Headers.AcceptEncoding = key.Encoding;
        if (await DrawAsync(context, next, key) is not { } page)
            return;
        // Drawn while a new site came in, it may be of either.
        if (ReferenceEquals(keeper.Current, site))
            pages.Add(key, page);
        await page.SendAsync(context);
    }

    /// <summary>Null where the answer is not one to keep: it has been sent by then.</summary>
    private static async Task<KeptPage?> DrawAsync(HttpContext context, RequestDelegate next, Key key)
    {
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await using var held = new HeldBody(context.Response, body.Stream);
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(held));
        try
        {
            await next(context);
            await context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().CompleteAsync();
        }
        finally
        {
            context.Features.Set(body);
        }

        if (IsToBeKept(context.Response) && held.Whole is { } whole)
        {
            Headers.Write(context.Response, key.IsSecure);
            return new KeptPage(whole, context);
        }

        await held.ReleaseAsync();
        return null;
    }

    internal static bool IsToBeKept(HttpResponse response) =>
        !response.HasStarted
        && response.StatusCode == StatusCodes.Status200OK
        && response.Headers.CacheControl == Shared
        && response.Headers.SetCookie.Count == 0;

    private Shelf PagesOf(PublishedSite site)
    {
        var today = MuseumClock.Today(clock);
        if (shelf is { } current && current.IsOf(site, today))
            return current;
        // Whoever still holds the old shelf goes on with it, so it is left and not disposed of; two that come at once may each make one, and
        // the last stays.
        return shelf = new Shelf(site, today, most);
    }

    private Key? KeyOf(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var query = request.QueryString.Value ?? "";
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || path.Length + query.Length > LongestAddress
            // What comes with a body is looked at first.
            || request.Headers.TransferEncoding.Count > 0 || request.Headers.ContentLength > 0
            || path.Length < 3 || (path.Length > 3 && path[3] != '/') || Language.Find(path.AsSpan(1, 2)) is null
            || !hosts.AreOurs(request.Host))
            return null;
        return new Key(
            path,
            query,
            origin.IsConfigured ? "" : origin.Of(request),
            Headers.IsSecure(origin, request),
            EncodingOf(request.Headers.AcceptEncoding),
            request.Headers.Cookie.Count == 0 ? DisplaySettings.None : DisplaySettings.Of(request),
            Wish.IsForData(request));
    }

    private static string EncodingOf(StringValues header)
    {
        var accepted = header.ToString();
        // Nobody names so many; the framework takes seconds over some headers of twenty thousand characters.
        if (accepted.Length is 0 or > 1000)
            return "";
        if (accepted.Contains(';', StringComparison.Ordinal))
        {
            return StringWithQualityHeaderValue.TryParseList(header, out var list) && list.Where(e => e.Quality is not 0).Select(e => e.Value.Value).ToList() is var named
                ? named.Contains("br", StringComparer.OrdinalIgnoreCase) ? "br" : named.Contains("gzip", StringComparer.OrdinalIgnoreCase) ? "gzip" : ""
                : "";
        }

        return accepted.Contains("br", StringComparison.OrdinalIgnoreCase) ? "br" : accepted.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? "gzip" : "";
    }

    private sealed class Shelf(PublishedSite site, DateOnly day, long most) : IDisposable
    {
        // Does not count by itself: it would give every thread a counter that holds the cache, and no shelf would ever be forgotten.
        private readonly MemoryCache pages = new(new MemoryCacheOptions { SizeLimit = most, CompactionPercentage = 0.25 });

        private long bytes;
        private long hits;
        private long misses;

        public MemoryCacheStatistics Statistics => new()
        {
            CurrentEntryCount = pages.Count,
            CurrentEstimatedSize = Interlocked.Read(ref bytes),
            TotalHits = Interlocked.Read(ref hits),
            TotalMisses = Interlocked.Read(ref misses),
        };

        public bool IsOf(PublishedSite asked, DateOnly today) => ReferenceEquals(site, asked) && day == today;

        public KeptPage? Find(Key key)
        {
            var isThere = pages.TryGetValue(key, out KeptPage? page);
            Interlocked.Increment(ref isThere ? ref hits : ref misses);
            return page;
        }

        public void Add(Key key, KeptPage page)
        {
            var size = page.Body.Length + 1000;
            Interlocked.Add(ref bytes, size);
            pages.Set(key, page, new MemoryCacheEntryOptions { Size = size }.RegisterPostEvictionCallback((_, _, _, _) => Interlocked.Add(ref bytes, -size)));
        }

        public void Dispose() => pages.Dispose();
    }

    /// <summary>All that a public page depends on beside the published site.</summary>
    private sealed record Key(string Path, string Query, string Origin, bool IsSecure, string Encoding, DisplaySettings Display, bool IsForData);
}

internal static class PageCacheHosting
{
    public static void AddSitePageCache(this IServiceCollection services) => services.AddSingleton<PageCache>();

    /// <summary>Outside the compression, so that it keeps what goes over the wire, and outside all else that a kept page has no need of.</summary>
    public static void UseSitePageCache(this WebApplication app)
    {
        var cache = app.Services.GetRequiredService<PageCache>();
        app.Use(next => context => cache.AnswerAsync(context, next));
    }
}
