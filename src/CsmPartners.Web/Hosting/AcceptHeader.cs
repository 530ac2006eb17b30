using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.Hosting;

/// <summary>What a caller's Accept header says: how welcome a form of an answer is, from 0 to 1. Without one, or where it is nonsense, everything is.</summary>
internal sealed class AcceptHeader
{
    private readonly IList<MediaTypeHeaderValue>? ranges;

    private AcceptHeader(IList<MediaTypeHeaderValue>? ranges) => this.ranges = ranges;

    public static AcceptHeader By(HttpRequest request) =>
        new(MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges) && ranges.Count > 0 ? ranges : null);

    /// <summary>By the range that names the type most exactly.</summary>
    /// <param name="type">"application/json"; parameters, such as a profile, are not looked at.</param>
    public double QualityOf(string type) =>
        ranges is null ? 1
        : ranges.Where(r => IsNamed(r, type)).Select(Quality).DefaultIfEmpty(-1).Max() is >= 0 and var named ? named
        : ranges.Where(r => r.MatchesAllSubTypes && !r.MatchesAllTypes && r.Type.Equals(type.Split('/')[0], StringComparison.OrdinalIgnoreCase)).Select(Quality).DefaultIfEmpty(-1).Max() is >= 0 and var family ? family
        : ranges.Where(r => r.MatchesAllTypes).Select(Quality).DefaultIfEmpty(0).Max();

    /// <summary>0 where the type is not named itself: whoever takes anything has not asked for it.</summary>
    public double QualityOfNamed(string type) => ranges?.Where(r => IsNamed(r, type)).Select(Quality).DefaultIfEmpty(0).Max() ?? 0;

    private static bool IsNamed(MediaTypeHeaderValue range, string type) => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);

    private static double Quality(MediaTypeHeaderValue range) => range.Quality ?? 1;
}
