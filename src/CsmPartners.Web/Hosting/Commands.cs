using System.Data.Common;
using System.Globalization;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Backups;
using CsmPartners.Web.Media;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Hosting;

/// <summary>What the program can be asked to do instead of serving the site; it does that and ends.</summary>
internal sealed record Command(string Name, string File, bool Replace)
{
    public const int Misused = 2;

    private const int NotDone = 1;

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
        SiteRestore? restore = null;
        try
        {
            if (Name == "migrate")
                return await app.MigrateAsync(progress);
            if (Name == "unlock")
                return await app.UnlockAsync(File, progress);
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<SiteDb>>().CreateDbContextAsync();
            var (media, clock) = (app.Services.GetRequiredService<IMediaStore>(), app.Services.GetRequiredService<TimeProvider>());
            if (Name == "restore")
                restore = new SiteRestore(media, app.Services.GetRequiredService<SiteDatabase>(), progress, clock);
            var (manifest, isWell) = restore is null
                ? await new SiteBackup(media, clock, progress).WriteAsync(db, File, Replace)
                : await restore.RestoreAsync(db, File, Replace);
            Report(manifest, progress);
            return isWell ? 0 : DoneWithWarning;
        }
        // Whatever it is, the administrator reads one sentence; the log has the rest at level Debug.
        catch (Exception e)
        {
            app.Logger.LogDebug(e, "The command {Command} failed", Name);
            var state = Name switch
            {
                "migrate" => "The database is not up to date",
                "unlock" => "Whether the account is unlocked is not known; run the command again",
                "backup" => "Nothing was backed up",
                _ => restore?.SoFar ?? "Nothing was changed",
            };
            progress.Say($"{state}: {Reason(e)}");
            return NotDone;
        }
    }

    /// <summary>What the database or the program itself says, in one line, rather than what lies beneath it.</summary>
    private static string Reason(Exception e)
    {
        var causes = new List<Exception>();
        for (var cause = e; cause is not null; cause = cause.InnerException)
            causes.Add(cause);
        var told = causes.Find(c => c is BackupException or DbException) ?? causes[^1];
        return told.Message.ReplaceLineEndings(" ");
    }

    private void Report(Manifest manifest, ProgressLines progress)
    {
        foreach (var hash in manifest.MissingMedia)
            progress.Say($"The media file {hash} is missing or damaged, though a row names it.");
        progress.Say(string.Create(CultureInfo.InvariantCulture, $"{(Name == "backup" ? "Backed up" : "Restored")}: {manifest.Tables.Count} tables, {manifest.Rows:N0} rows, {manifest.Media.Count:N0} media files, {manifest.MissingMedia.Count:N0} missing; {File}"));
    }
}
