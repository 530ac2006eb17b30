using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Site.Identifiers;

/// <summary>What a request's Accept header wishes for.</summary>
internal static class Wish
{
    private static readonly string[] Data = ["application/ld+json", "application/json"];
    private static readonly string[] Pages = ["text/html", "application/xhtml+xml"];

    // In characters. The framework takes seconds over some headers of twenty thousand; a longer one is nonsense.
    private const int LongestHeader = 6000;

    /// <summary>Data go to whoever names JSON and wishes for it more; where it is left open, people come first.</summary>
    public static bool IsForData(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase) && Prefers(request, Data, Pages);

    /// <summary>At equal wish what is named counts for more than what an asterisk stands for.</summary>
    public static bool Prefers(HttpRequest request, string[] these, string[] those) =>
        Accepted(request) is { } accepted && Best(accepted, these).CompareTo(Best(accepted, those)) > 0;

    /// <summary>For one form of an answer, from 0 to 1. Without a header, or where it is nonsense, any form will do.</summary>
    public static double For(HttpRequest request, string type) =>
        Accepted(request) is { Count: > 0 } accepted ? Math.Max(0, WishFor(accepted, type).Wish) : 1;

    private static IList<MediaTypeHeaderValue>? Accepted(HttpRequest request) =>
        request.Headers.Accept.ToString().Length <= LongestHeader && MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) ? accepted : null;

    private static (double Wish, int Precision) Best(IList<MediaTypeHeaderValue> accepted, string[] types) => types.Max(type => WishFor(accepted, type));

    private static (double Wish, int Precision) WishFor(IList<MediaTypeHeaderValue> accepted, string type)
    {
        var named = accepted
            .Select(range => (Wish: range.Quality ?? 1, Precision: PrecisionOf(range, type)))
            .Where(range => range.Precision >= 0)
            .OrderByDescending(range => range.Precision)
            .FirstOrDefault((Wish: 0, Precision: -1));
        return named.Wish > 0 ? named : (0, -1);
    }

    private static int PrecisionOf(MediaTypeHeaderValue range, string type) =>
        range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) ? 2
        : range.MatchesAllTypes ? 0
        : range.MatchesAllSubTypes && type.StartsWith($"{range.Type}/", StringComparison.OrdinalIgnoreCase) ? 1
        : -1;
}
