using CsmPartners.Running;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Admin.Status;

/// <summary>Something needs care.</summary>
/// <param name="Name">For keys: "OldBackup".</param>
/// <param name="What">In plain words.</param>
/// <param name="Todo">What to do about it.</param>
internal sealed record Warning(string Name, string What, string Todo)
{
    private const long LeastSpace = 1_000_000_000;
    private const double LeastShare = 0.05;

    /// <summary>What the program does every ten seconds has had its chance after so long.</summary>
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(15);

    /// <summary>The gravest first.</summary>
    public static IReadOnlyList<Warning> Of(ProgramState program, DatabaseState? database, DateTime now, Language language) =>
        [.. OfDatabase(program, database, language), .. OfDisk(program, language), .. OfNodes(database?.Record?.Nodes ?? [], now, language), .. OfWork(program, database?.Record, now, language)];

    private static IEnumerable<Warning> OfDatabase(ProgramState program, DatabaseState? database, Language language)
    {
        if (database is null)
            yield return Of(program.Keeper.IsMissing ? "DatabaseMissing" : "DatabaseAway", language);
        if (program.Keeper.Current is null)
            yield return Of("NoSite", language);
        if (database is { Pending.Count: > 0 })
            yield return Of("MigrationsPending", language, string.Join(", ", database.Pending));
    }

    private static IEnumerable<Warning> OfDisk(ProgramState program, Language language)
    {
        if (program.Disk is { } disk && (disk.Free < LeastSpace || disk.Free < disk.Total * LeastShare))
            yield return Of("DiskFull", language, Ui.In(language).Size(disk.Free));
    }

    private static IEnumerable<Warning> OfNodes(IReadOnlyList<Node> nodes, DateTime now, Language language)
    {
        var alive = nodes.Where(n => !n.IsSilent(now)).ToList();
        // Whoever was killed and started again on the same machine has been seen to.
        foreach (var node in nodes.Where(n => n.IsSilent(now) && !alive.Exists(a => a.Machine == n.Machine && a.StartedAt > n.SeenAt)))
            yield return Of("NodeSilent", language, node.Name, DeskClock.ToString(node.SeenAt, language));
        if (alive.Select(n => n.Program).Distinct().ToList() is { Count: > 1 } programs)
            yield return Of("NodeVersions", language, string.Join(", ", programs));
    }

    private static IEnumerable<Warning> OfWork(ProgramState program, RecordState? record, DateTime now, Language language)
    {
        if (record?.Queue.OldestLetter < now - Stuck)
            yield return Of("LettersStuck", language, DeskClock.ToString(record.Queue.OldestLetter.Value, language));
        if (record?.Queue.OldestPublication < now - Stuck)
            yield return Of("PublicationsStuck", language, DeskClock.ToString(record.Queue.OldestPublication.Value, language));
        if (program.Mail.FailedAt is { } failed && !(program.Mail.SentAt > failed))
            yield return Of("MailFails", language, DeskClock.ToString(failed.UtcDateTime, language));
        if (record is null || program.BackupDays <= 0)
            yield break;
        if (record.BackedUpAt is not { } at)
            yield return Of("NoBackup", language);
        else if (at < now.AddDays(-program.BackupDays))
            yield return Of("OldBackup", language, DeskClock.ToString(at, language));
    }

    private static Warning Of(string name, Language language, params object[] values) =>
        new(name, Ui.In(language).Format($"Status.{name}.What", values), Ui.In(language)[$"Status.{name}.Todo"]);
}

internal static class NodeState
{
    public static bool IsSilent(this Node node, DateTime now) => node.SeenAt < now - NodeHeartbeat.Silence;
}
