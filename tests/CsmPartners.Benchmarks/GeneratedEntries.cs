using CsmPartners.Entries;
using CsmPartners.Revisions;
using CsmPartners.Seed;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Benchmarks;

/// <summary>Entries like the museum's own, many of them; the same ones in every run.</summary>
internal static class GeneratedEntries
{
    public static async Task AddAsync(SiteDb db, int count)
    {
        await db.SeedAsync(TimeProvider.System);
        var random = new Random(20140507);
        // In the countries of the museum's own record, so that pages of the two sites show the same number of them.
        string[] countries = [.. db.Set<Partner>().Select(p => p.Country).AsEnumerable().OfType<string>().Distinct().Where(c => c != "KZ").Order(StringComparer.Ordinal)];
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var partners = Enumerable.Range(1, count / 5).Select(i => new Partner
        {
            Slug = $"generated-partner-{i}",
            Title = Text(random, $"Серіктес {i}", $"Партнёр {i}", $"Partner {i}", 4),
            Summary = Text(random, "Қысқаша", "Кратко", "In short", 12),
            Body = Text(random, "Мәтін", "Текст", "Text", 120),
            City = new("Қала", "Город", "City"),
            Country = countries[random.Next(countries.Length)],
            Institution = Any<Institution>(random),
            Cooperation = [Any<Cooperation>(random)],
            Latitude = random.Next(-60, 70),
            Longitude = random.Next(-170, 170),
        }).ToList();
        db.AddRange(partners);
        db.AddRange(Enumerable.Range(1, count - partners.Count).Select(i => Generated(i, random, partners)));
        await db.SaveChangesAsync();
    }

    /// <summary>Gives every entry this many revisions, the newest of them published. Written by the database itself: there are hundreds of thousands.</summary>
    public static async Task AddRevisionsAsync(SiteDb db, int count)
    {
        db.ChangeTracker.Clear();
        db.ChangeTracker.AutoDetectChangesEnabled = true;
        await db.AddFirstRevisionsAsync();
        // Entry by entry for each number, so that an entry's revisions lie as far apart as years of work lay them.
        await db.Database.ExecuteSqlAsync($"""
            WITH RECURSIVE Numbers(N) AS (SELECT 2 WHERE {count} > 1 UNION ALL SELECT N + 1 FROM Numbers WHERE N < {count})
            INSERT INTO Revisions (EntryId, Number, Document, AuthorName, At, Note, IsMinor)
            SELECT EntryId, N, Document, AuthorName, At, 'Revision ' || N, 0 FROM Numbers CROSS JOIN Revisions WHERE Number = 1
            """);
        await db.Database.ExecuteSqlAsync($"UPDATE WorkingCopies SET Newest = {count}, Published = {count}");
    }

    private static Activity Generated(int i, Random random, List<Partner> partners)
    {
        Activity activity = (i % 6) switch
        {
            0 => new Project(),
            1 => new Exhibition { Direction = Any<Direction>(random) },
            2 => new Training { NumberOfPeople = random.Next(1, 20) },
            3 => new Agreement { SignedOn = PartialDate.Parse($"{random.Next(1992, 2026)}-05-07") },
            4 => new Event(),
            _ => new Publication(),
        };
        activity.Slug = $"generated-{i}";
        activity.Title = Text(random, $"Іс {i}", $"Дело {i}", $"Activity {i}", 6);
        activity.Summary = Text(random, "Қысқаша", "Кратко", "In short", 12);
        activity.Body = Text(random, "Мәтін", "Текст", "Text", 120);
        var year = random.Next(1992, 2026);
        activity.Period = new Period { Starts = PartialDate.Parse($"{year}"), Ends = PartialDate.Parse($"{year + 1}") };
        activity.Venues.Add(new Venue { City = new("Алматы", "Алматы", "Almaty"), Country = "KZ" });
        for (var position = 0; position < 1 + (i % 3); position++)
            activity.Participations.Add(new Participation { Activity = activity, Partner = partners[random.Next(partners.Count)], Role = (Role)position, Position = position });
        return activity;
    }

    private static LocalizedText Text(Random random, string kk, string ru, string en, int words)
    {
        string[] kazakh = ["музей", "көрме", "ғылым", "қор", "мұра", "тарих", "қала", "өнер", "жоба", "байланыс"];
        string[] russian = ["музей", "выставка", "наука", "фонд", "наследие", "история", "город", "искусство", "проект", "связи"];
        string[] english = ["museum", "exhibition", "science", "collection", "heritage", "history", "city", "art", "project", "ties"];
        var chosen = Enumerable.Range(0, words).Select(_ => random.Next(10)).ToList();
        return new(
            $"{kk} {string.Join(' ', chosen.Select(c => kazakh[c]))}",
            $"{ru} {string.Join(' ', chosen.Select(c => russian[c]))}",
            $"{en} {string.Join(' ', chosen.Select(c => english[c]))}");
    }

    private static T Any<T>(Random random) where T : struct, Enum => Enum.GetValues<T>() is var values ? values[random.Next(values.Length)] : default;
}
