using CsmPartners.Media;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.Admin.Media;

public sealed class MediaListPage : DeskPage
{
    /// <summary>Of one page of the list.</summary>
    public const int Length = 24;

    public required MediaFilter Filter { get; init; }

    public required int Count { get; init; }

    public required IReadOnlyList<MediaFile> Files { get; init; }

    /// <summary>Entries by media.</summary>
    public required ILookup<int, int> Uses { get; init; }

    public Pager Pager => new(Filter.Number, Math.Max(1, (Count + Length - 1) / Length), Filter.Address);

    /// <summary>Null for documents.</summary>
    public static string? Thumbnail(MediaFile file) => file.Type == MediaType.Picture ? Links.Picture(file, 400, "webp") : null;
}
