using CsmPartners.Published;
using CsmPartners.Search;
using CsmPartners.Seed;

namespace CsmPartners.Tests.Support;

/// <summary>The museum's own record as visitors see it, in memory, with its search index.</summary>
public sealed class SeedSite : IAsyncLifetime
{
    public SeedSite()
    {
        var entries = Seeder.ReadEntries(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        foreach (var (number, entry) in entries.Index())
            entry.Id = number + 1;
        Site = new PublishedSite(1, 2026, new Museum { Country = "KZ" }, [.. entries], [], []);
    }

    public PublishedSite Site { get; }

    public SearchIndex Index { get; } = new();

    public Finding Find(string typed) => Finding.In(Index, Site, typed);

    /// <summary>As "partner:kunstkamera", best first.</summary>
    public IEnumerable<string> Names(Finding finding) =>
        finding.Places.Select(place => Site.Everything.Entries[place]).Select(e => $"{Catalogue.InAddress(e.Kind)}:{e.Slug}");

    public async ValueTask InitializeAsync() => await Index.FollowAsync(Site, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        Index.Dispose();
        return ValueTask.CompletedTask;
    }
}
