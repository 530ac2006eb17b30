using System.Security.Cryptography;
using CsmPartners.Media;
using CsmPartners.Staff;
using CsmPartners.Tests.Backups;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Backups;
using CsmPartners.Web.Media;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace CsmPartners.Tests.Faults;

/// <summary>What an administrator does with archives, of a site with one media file.</summary>
public sealed class FailingBackup : FailingActions
{
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(SmallArchive.MediaFile));

    [Fact(Explicit = true)]
    public async Task A_backup_in_the_place_of_an_older_one()
    {
        await PutSiteAsync();
        var archive = Path.Combine(Folder, "site.zip");
        await BackUpAsync(archive);
        var old = await File.ReadAllBytesAsync(archive, TestContext.Current.CancellationToken);
        await new FaultRun(Control, "backup", Folder).ProveAsync(
            async _ => await BackUpAsync(archive),
            async (_, isDone, at) =>
            {
                var bytes = await File.ReadAllBytesAsync(Path.Combine(at, "site.zip"), TestContext.Current.CancellationToken);
                return
                [
                    .. await WrongAsync(at),
                    .. await SmallArchive.RefusalOfAsync(bytes) is { } refusal ? new[] { refusal } : [],
                    .. isDone && bytes.SequenceEqual(old) ? new[] { "the archive is the old one" } : [],
                ];
            },
            () => File.WriteAllBytesAsync(archive, old, TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(Folder, "*.unfinished"));
    }

    [Theory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restore(bool isEmpty)
    {
        const string After = "Not in the archive";
        await PutSiteAsync();
        var outside = Directory.CreateTempSubdirectory("csm-partners-").FullName;
        var archive = Path.Combine(outside, "site.zip");
        await BackUpAsync(archive);
        var changed = await TemplateAsync(async db =>
        {
            db.AuditEvents.Add(new AuditEvent { Action = AuditAction.BackedUp, Subject = After });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        });
        await new FaultRun(Control, isEmpty ? "restore into an empty folder" : "restore", Folder).ProveAsync(
            async _ =>
            {
                await using var db = new FolderDatabase(Folder).CreateDbContext();
                return (await new SiteRestore(MediaOfFolder(), new FolderDatabase(Folder).Site, Quiet, TimeProvider.System).RestoreAsync(db, archive, replace: true)).IsWell;
            },
            async (_, isDone, at) =>
            {
                if (isEmpty && !File.Exists(Path.Combine(at, "site.db")))
                    return isDone ? ["there is no database"] : [];
                await using var db = SiteProcess.Database(at);
                var lines = await db.AuditEvents.Where(a => a.Subject == After || a.Action == AuditAction.SiteRestored).Select(a => a.Action).ToListAsync(TestContext.Current.CancellationToken);
                var files = await db.MediaFiles.CountAsync(TestContext.Current.CancellationToken);
                var isRestored = files == 1;
                return
                [
                    // A restored site's version counts nothing.
                    .. (await WrongAsync(at)).Where(f => !isRestored || !f.StartsWith("version", StringComparison.Ordinal)),
                    .. lines is [var line] && line == (isRestored ? AuditAction.SiteRestored : AuditAction.BackedUp) && (isRestored || (!isDone && !isEmpty))
                        ? Array.Empty<string>()
                        : [$"{string.Join(", ", lines)}, {files} media files"],
                ];
            },
            async () =>
            {
                if (isEmpty)
                    Empty();
                else
                    await PutAsync(changed);
            });
        Assert.Empty(Directory.GetFiles(Folder, "*.unfinished*"));
        Directory.Delete(outside, recursive: true);
    }

    private static ProgressLines Quiet => new(TextWriter.Null, TimeProvider.System);

    private async Task PutSiteAsync()
    {
        await PutAsync(await TemplateAsync(async db =>
        {
            db.MediaFiles.Add(new MediaFile { Type = MediaType.Document, Hash = Hash, FileName = "file.pdf", Bytes = SmallArchive.MediaFile.Length });
            db.AuditEvents.Add(new AuditEvent { Action = AuditAction.MediaAdded, Subject = "file.pdf" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await db.SiteStates.ExecuteUpdateAsync(set => set.SetProperty(s => s.Version, s => s.Version + 1), TestContext.Current.CancellationToken);
        }));
        await MediaOfFolder().AddAsync(Hash, ".pdf", SmallArchive.MediaFile, TestContext.Current.CancellationToken);
    }

    private async Task<bool> BackUpAsync(string path)
    {
        await using var db = new FolderDatabase(Folder).CreateDbContext();
        return (await new SiteBackup(MediaOfFolder(), TimeProvider.System, Quiet).WriteAsync(db, path, replace: true)).Manifest.Tables.Count > 0;
    }

    private MediaFolder MediaOfFolder() => new(new ConfigurationBuilder().AddInMemoryCollection([new("Data:Folder", Folder)]).Build(), new Here());

    private sealed class Here : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();

        public string ApplicationName { get; set; } = "CsmPartners.Tests";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public string EnvironmentName { get; set; } = Environments.Production;
    }
}
