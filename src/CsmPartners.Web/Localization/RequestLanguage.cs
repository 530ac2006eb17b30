using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Localization;

/// <summary>The language of a request: the first part of its address; where that names none, the visitor's own choice.</summary>
public static class RequestLanguage
{
    public const string Cookie = "csm-lang";

    // In characters. The framework takes seconds over some headers of twenty thousand.
    private const int LongestHeader = 1000;

    /// <summary>The language named by the path's first segment, null if none is.</summary>
    public static Language? OfPath(string? path) => Language.Find(path?.Split('/', 3) is ["", var first, ..] ? first : null);

    /// <summary>The remembered choice, else the browser's best language, else Kazakh.</summary>
    public static Language Negotiate(HttpRequest request) => Asked(request) ?? Language.Kk;

    /// <summary>As <see cref="Negotiate"/>; null where neither says anything.</summary>
    public static Language? Asked(HttpRequest request) => Language.Find(request.Cookies[Cookie]) ?? FromBrowser(request);

    private static Language? FromBrowser(HttpRequest request) =>
        request.Headers.AcceptLanguage.ToString().Length > LongestHeader || !StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted) ? null
        : accepted
            .Where(a => a.Quality is not 0)
            .OrderByDescending(a => a.Quality ?? 1)
            .Select(a => Language.Find(a.Value.Value?.Split('-')[0]))
            .FirstOrDefault(l => l is not null);
}

internal static class LanguageHosting
{
    public static void AddSiteLanguages(this IServiceCollection services) =>
        services.Configure<RouteOptions>(options => options.SetParameterPolicy<LanguageConstraint>("language"));

    private sealed class LanguageConstraint : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            Language.Find(values[routeKey] as string) is not null;
    }
}
