using System.Text.Json;
using System.Text.Json.Serialization;
using CsmPartners.Entries;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Seed;

/// <summary>Fills an empty database with the museum's own record. A database that was seeded once is never touched again.</summary>
public static class Seeder
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <returns>Whether it seeded.</returns>
    public static async Task<bool> SeedAsync(this SiteDb db, TimeProvider clock, CancellationToken cancellation = default)
    {
        if (await db.SiteStates.AnyAsync(cancellation))
            return false;
        var now = clock.GetUtcNow().UtcDateTime;
        db.Museums.Add(Read<Museum>("Seed/museum.json"));
        db.Entries.AddRange(ReadEntries(now));
        db.SiteStates.Add(new SiteState { Version = 1, SeededAt = now });
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    /// <summary>The seed's entries with their links joined, as a database would hold them, but without numbers.</summary>
    public static IReadOnlyList<Entry> ReadEntries(DateTime now)
    {
        var files = typeof(Seeder).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Seed/", StringComparison.Ordinal) && name.Count(c => c == '/') == 2)
            .Order(StringComparer.Ordinal)
            .Select(name => (Entry: ReadEntry(name), Links: Read<Links>(name)))
            .ToList();
        var bySlug = files.ToDictionary(f => (f.Entry.Kind, f.Entry.Slug), f => f.Entry);
        foreach (var (entry, links) in files)
        {
            entry.ChangedAt = now;
            if (entry is Activity activity)
                links.Join(activity, bySlug);
        }

        return [.. files.Select(f => f.Entry)];
    }

    private static Entry ReadEntry(string name) => name.Split('/')[1] switch
    {
        "partners" => Read<Partner>(name),
        "projects" => Read<Project>(name),
        "exhibitions" => Read<Exhibition>(name),
        "trainings" => Read<Training>(name),
        "agreements" => Read<Agreement>(name),
        "events" => Read<Event>(name),
        "publications" => Read<Publication>(name),
        "pages" => Read<Page>(name),
        var folder => throw new InvalidOperationException($"The seed has a folder of no kind: {folder}"),
    };

    private static T Read<T>(string name)
    {
        using var file = typeof(Seeder).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The seed lacks {name}");
        return JsonSerializer.Deserialize<T>(file, Json) ?? throw new InvalidOperationException($"The seed file {name} is empty");
    }

    /// <summary>The part of a seed file that names other entries by slug.</summary>
    private sealed record Links(IReadOnlyList<PartnerLink>? With, string? Within)
    {
        public void Join(Activity activity, Dictionary<(EntryKind, string), Entry> bySlug)
        {
            foreach (var link in With ?? [])
            {
                activity.Participations.Add(new Participation
                {
                    Activity = activity,
                    Partner = (Partner)bySlug[(EntryKind.Partner, link.Partner)],
                    Role = link.Role,
                    Position = activity.Participations.Count,
                });
            }

            if (Within?.Split(':') is [var kind, var slug])
                activity.PartOf = (Activity)bySlug[(EntryKinds.Find(kind)!.Value, slug)];
        }
    }

    private sealed record PartnerLink(string Partner, Role Role);
}
