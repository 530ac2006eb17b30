using CsmPartners.Entries;
using CsmPartners.Media;
using CsmPartners.Published;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>A small published site in memory for texts to refer to.</summary>
internal static class SmallSite
{
    public const string Origin = "https://museum.test";

    public static PublishedSite Of(params IReadOnlyCollection<Entry> entries) => new(1, 2026, Museum(), entries, [], []);

    /// <summary>With two entries, a withdrawn one, one that has moved, a picture and a document.</summary>
    public static PublishedSite Referred() => new(
        1,
        2026,
        Museum(),
        [
            new Partner { Id = 1, Slug = "house", Title = new("Үй *[музей]*", "Дом", "House") },
            new Exhibition { Id = 2, Slug = "show", Title = new("Көрме", "Выставка", "Show") },
            new Partner { Id = 3, Slug = "gone", State = EntryState.Withdrawn, Title = new("Жоқ", "Нет", "Gone") },
        ],
        [
            new MediaFile { Id = 7, Hash = new string('a', 64), Width = 800, Height = 600, Title = new("Сурет", "Снимок", "Picture") },
            new MediaFile { Id = 8, Type = MediaType.Document, Hash = new string('b', 64), Title = new("Құжат", "Документ", "Paper") },
        ],
        [new Redirect { Kind = EntryKind.Partner, Slug = "old", EntryId = 1 }]);

    private static CsmPartners.Museum Museum() => new() { Country = "KZ", Name = new("Музей", "Музей", "Museum"), City = new("Алматы", "Алматы", "Almaty"), SiteTitle = new("Сайт", "Сайт", "Site") };
}
