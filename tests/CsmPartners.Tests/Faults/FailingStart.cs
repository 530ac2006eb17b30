using CsmPartners.Published;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CsmPartners.Tests.Faults;

/// <summary>What the program does by itself in its data folder.</summary>
public sealed class FailingStart : FailingActions
{
    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Saving_the_published_site(bool isForeign)
    {
        var file = new FolderDatabase(Folder).Saved;
        var (path, version, old) = (Path.Combine(Folder, "published.site"), 1L, Array.Empty<byte>());
        await new FaultRun(Control, isForeign ? "saved-site of another database" : "saved-site", Folder).ProveAsync(
            async _ =>
            {
                await file.SaveAsync(Site(version + 1, 1), force: false, TestContext.Current.CancellationToken);
                return true;
            },
            (_, isDone, at) =>
            {
                var read = new FolderDatabase(at).Saved.Read();
                var isKept = !isForeign || Directory.GetFiles(at).Any(f => File.ReadAllBytes(f).SequenceEqual(old));
                return Task.FromResult<IEnumerable<string>>(
                [
                    .. read is null || (read.Version != version && read.Version != version + 1) || (isDone && read.Version == version) ? new[] { $"version {read?.Version} of {version}" } : [],
                    .. isKept ? Array.Empty<string>() : ["the other site is lost"],
                ]);
            },
            async () =>
            {
                Empty();
                version += 2;
                await file.SaveAsync(Site(version, isForeign ? 2 : 1), force: true, TestContext.Current.CancellationToken);
                old = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            });

        static PublishedSite Site(long version, int seeded) => new(version, 2026, new Museum { Country = "KZ" }, [], [], [])
        {
            SeededAt = new DateTime(2026, 1, seeded, 0, 0, 0, DateTimeKind.Utc),
            ChangedAt = new DateTime(2026, 1, 3, 0, 0, 0, DateTimeKind.Utc),
        };
    }

    [Fact(Explicit = true)]
    public async Task The_first_start()
    {
        var met = new HashSet<string>();
        await new FaultRun(Control, "first-start", Folder).ProveAsync(
            async _ => await MigrateAsync(Folder),
            async (_, isDone, at) =>
            {
                if (File.Exists(Path.Combine(at, "site.db")))
                    return [.. await WrongAsync(at), .. Directory.GetFiles(at, "*.unfinished*")];
                if (isDone)
                    return ["there is no database"];
                // A start deletes what an earlier one left by its name, whatever it holds: tried once for each set of files that is left.
                if (!met.Add(string.Join(' ', new DirectoryInfo(at).GetFiles().Select(f => $"{f.Name} {f.Length > 0}").Order(StringComparer.Ordinal))))
                    return [];
                await MigrateAsync(at);
                return [.. await WrongAsync(at), .. Directory.GetFiles(at, "*.unfinished*")];
            },
            () =>
            {
                Empty();
                return Task.CompletedTask;
            });
    }

    [Fact(Explicit = true)]
    public async Task A_migration_with_data()
    {
        var before = await TemplateAsync(async db => await db.GetService<IMigrator>().MigrateAsync("Letters", TestContext.Current.CancellationToken));
        await new FaultRun(Control, "migrate", Folder).ProveAsync(
            async _ => await MigrateAsync(Folder),
            async (_, isDone, at) =>
            {
                await using (var db = SiteProcess.Database(at))
                {
                    if (isDone && (await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)).Any())
                        return ["not migrated"];
                }

                await MigrateAsync(at);
                return await WrongAsync(at);
            },
            () => PutAsync(before));
    }

    private static async Task<bool> MigrateAsync(string folder)
    {
        await new FolderDatabase(folder).Site.MigrateAsync(mayCreate: true, null, TestContext.Current.CancellationToken);
        return true;
    }
}
