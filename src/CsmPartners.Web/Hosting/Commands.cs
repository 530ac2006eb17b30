using System.Data.Common;
using System.Globalization;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Backups;
using CsmPartners.Web.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CsmPartners.Web.Hosting;

/// <summary>What the program can be asked to do instead of serving the site; it does that and ends.</summary>
internal sealed record Command(string Name, string File, bool Replace)
{
    public const int Misused = 2;

    /// <summary>Done, and something should be looked at.</summary>
    private const int DoneWithWarning = 3;

    private const string ReplaceFlag = "--replace";

    private const string Usage = """
        CsmPartners.Web                           serves the site
        CsmPartners.Web migrate                   brings the database to this program's version
        CsmPartners.Web backup FILE [--replace]   writes data and media into one archive, also while the site runs
        CsmPartners.Web restore FILE [--replace]  puts data and media back from an archive
        CsmPartners.Web unlock E-MAIL             lifts the lock that wrong passwords brought about
        Settings may follow, such as --Data:Folder /srv/csm-partners/data.
        """;

    /// <param name="settings">What is left for the configuration. It would take the name of a file for one of its own, if that begins with a slash.</param>
    /// <param name="command">Null to serve the site.</param>
    /// <returns>Whether the words make sense; if not, the console says which do.</returns>
    public static bool TryRead(string[] args, out string[] settings, out Command? command)
    {
        (settings, command) = (args, null);
        var isOf = args is ["backup" or "restore", var file, ..] && !file.StartsWith("--", StringComparison.Ordinal);
        if (isOf)
        {
            settings = [.. args.Skip(2).Where(a => a != ReplaceFlag)];
            command = new Command(args[0], Path.GetFullPath(args[1]), args.Contains(ReplaceFlag));
        }
        else if (args is ["unlock", var email, ..])
        {
            settings = args[2..];
            command = new Command("unlock", email, false);
        }
        else if (args is ["migrate", ..])
        {
            settings = args[1..];
            command = new Command("migrate", "", false);
        }

        // A word that is no setting was meant for a command.
        if (command is not null || args is [] || args[0].StartsWith('-') || args[0].StartsWith('/') || args[0].Contains('=', StringComparison.Ordinal))
            return true;
        Console.Error.WriteLine(Usage);
        return false;
    }

    /// <returns>The process's exit code.</returns>
    public async Task<int> RunAsync(WebApplication app)
    {
        var progress = new ProgressLines(Console.Error, TimeProvider.System);
        if (Name == "migrate")
            return await app.MigrateAsync(progress);
        try
        {
            if (Name == "unlock")
                return await app.UnlockAsync(File, progress);
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<SiteDb>>().CreateDbContextAsync();
            var (media, clock) = (app.Services.GetRequiredService<IMediaStore>(), app.Services.GetRequiredService<TimeProvider>());
            var (manifest, isWell) = Name == "backup"
                ? await new SiteBackup(media, clock, progress).WriteAsync(db, File, Replace)
                : await new SiteRestore(media, app.Services.GetRequiredService<SiteDatabase>(), progress, clock).RestoreAsync(db, File, Replace);
            Report(manifest, progress);
            return isWell ? 0 : DoneWithWarning;
        }
        catch (Exception e) when (e is BackupException or DbException or DbUpdateException or RetryLimitExceededException or IOException or UnauthorizedAccessException)
        {
            progress.Say($"Nothing was {(Name == "backup" ? "backed up" : "changed")}: {(e as BackupException ?? e.GetBaseException()).Message}");
            return 1;
        }
    }

    private void Report(Manifest manifest, ProgressLines progress)
    {
        foreach (var hash in manifest.MissingMedia)
            progress.Say($"The media file {hash} is missing or damaged, though a row names it.");
        progress.Say(string.Create(CultureInfo.InvariantCulture, $"{(Name == "backup" ? "Backed up" : "Restored")}: {manifest.Tables.Count} tables, {manifest.Rows:N0} rows, {manifest.Media.Count:N0} media files, {manifest.MissingMedia.Count:N0} missing; {File}"));
    }
}
