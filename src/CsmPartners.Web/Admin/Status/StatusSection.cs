using System.Globalization;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Admin.Status;

/// <summary>One part of the program with what is known of it; a fact without a value is not known.</summary>
internal sealed record StatusSection(string Name, IReadOnlyList<(string Label, string? Value)> Facts)
{
    public static IReadOnlyList<StatusSection> Of(ProgramState program, DatabaseState? database, Language language)
    {
        var ui = Ui.In(language);
        var record = database?.Record;
        var site = program.Keeper.Current;
        var cache = program.Cache.Statistics;
        return
        [
            new("Program",
            [
                (ui["Status.Version"], ThisProgram.Version),
                (ui["Status.Node"], ThisProgram.NodeName),
                (ui["Status.Started"], DeskClock.ToString(ThisProgram.StartedAt, language)),
            ]),
            new("Database",
            [
                (ui["Status.Product"], database?.Product),
                (ui["Status.Latency"], database is null ? null : ui.Format("Status.Milliseconds", database.Latency.TotalMilliseconds.ToString("0.0", ui.Culture))),
                (ui["Status.Size"], database?.Bytes is { } bytes ? ui.Size(bytes) : null),
                (ui["Status.Migrations"], database is null ? null : ui.Format("Status.Migrations.Value", database.Applied, database.Pending.Count)),
            ]),
            new("Site",
            [
                (ui["Status.Version"], site?.Version.ToString(CultureInfo.InvariantCulture)),
                (ui["Status.ReadAt"], Moment(program.Keeper.ReadAt)),
                (ui["Status.LookedAt"], Moment(program.Keeper.LookedAt)),
                (ui["Status.ChangedAt"], site is null ? null : DeskClock.ToString(site.ChangedAt, language)),
                (ui["Status.Entries"], site?.Everything.Entries.Count.ToString("N0", ui.Culture)),
            ]),
            new("Cache", program.Cache.IsOn
                ?
                [
                    (ui["Status.CachePages"], (cache?.CurrentEntryCount ?? 0).ToString("N0", ui.Culture)),
                    (ui["Status.Size"], cache is { CurrentEntryCount: > 0, CurrentEstimatedSize: { } bytesKept } ? ui.Size(bytesKept) : "0"),
                    (ui["Status.CacheHits"], cache is { TotalHits: var hits, TotalMisses: var misses } && hits + misses > 0 ? ((double)hits / (hits + misses)).ToString("P0", ui.Culture) : null),
                ]
                : [(ui["Status.CachePages"], ui["Status.CacheOff"])]),
            new("Search",
            [
                (ui["Status.IndexVersion"], program.Index.Version?.ToString(CultureInfo.InvariantCulture)),
                (ui["Status.Size"], ui.Size(program.Index.Bytes)),
            ]),
            new("Queue",
            [
                (ui["Status.Letters"], Number(record?.Queue.Letters)),
                (ui["Status.Due"], Number(record?.Queue.Publications)),
                (ui["Status.Ahead"], Number(record?.Queue.Ahead)),
            ]),
            new("Files",
            [
                (ui["Status.Free"], program.Disk is { } disk ? ui.Format("Status.FreeOf", ui.Size(disk.Free), ui.Size(disk.Total)) : null),
                (ui["Status.Media"], record is null ? null : record.MediaCount == 0 ? "0" : $"{Number(record.MediaCount)}, {ui.Size(record.MediaBytes)}"),
            ]),
            new("Mail",
            [
                (ui["Status.MailTo"], program.MailHost.Length > 0 ? program.MailHost : ui["Status.MailFiles"]),
                (ui["Status.MailSent"], Moment(program.Mail.SentAt) ?? ui["Status.NotSinceStart"]),
                (ui["Status.MailFailed"], Moment(program.Mail.FailedAt) ?? ui["Status.NotSinceStart"]),
            ]),
            new("Backup", [(ui["Status.BackedUpAt"], record is null ? null : record.BackedUpAt is { } at ? DeskClock.ToString(at, language) : ui["Status.Never"])]),
        ];

        string? Moment(DateTimeOffset? at) => at is { } known ? DeskClock.ToString(known.UtcDateTime, language) : null;

        string? Number(int? count) => count?.ToString("N0", ui.Culture);
    }
}
