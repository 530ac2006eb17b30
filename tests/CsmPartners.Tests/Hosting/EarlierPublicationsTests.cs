using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Tests.Backups;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CsmPartners.Tests.Hosting;

public sealed class EarlierPublicationsTests
{
    [Fact]
    public async Task What_was_public_before_is_told_by_the_audit_log_and_by_revisions()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var db = SmallArchive.Database("Sqlite");
        await db.Database.OpenConnectionAsync(cancellation);
        await db.GetService<IMigrator>().MigrateAsync("Nodes", cancellation);
        // Came with the record; published twice at the desk, the second time with a reason; withdrawn; in a merge; never published; its line of the log is lost.
        await EntryAsync(1, "Published", published: 1, revisions: 1, deleted: null);
        await EntryAsync(2, "Published", published: 3, revisions: 4, deleted: null);
        await EntryAsync(3, "Withdrawn", published: 1, revisions: 1, deleted: null);
        await EntryAsync(4, "Hidden", published: 1, revisions: 1, deleted: "2021-05-05 00:00:00");
        await EntryAsync(5, "Hidden", published: null, revisions: 1, deleted: null);
        await EntryAsync(6, "Published", published: 2, revisions: 2, deleted: null);
        await LineAsync(2, "Published", "№ 2", 2);
        await LineAsync(3, "Created", "", 3);
        await LineAsync(3, "Published", "№ 1", 4);
        // A clock that was set back.
        await LineAsync(2, "PublishedAllTheSame", "№ 3: Opening at 12", 1);
        await LineAsync(3, "Withdrawn", "Dates", 6);
        await LineAsync(5, "Created", "", 7);
        await LineAsync(5, "Published", "№ 9", 8);

        await db.Database.MigrateAsync(cancellation);
        Assert.Equal([], await PublicationIntervals.FaultsAsync(db));
        Assert.Equal(
            [
                "1.1 № 1 Seeded 1 – Inferred",
                "2.1 № 1 Seeded 1 – Published 2 Inferred", "2.2 № 2 Published 2 – Published 2 Told", "2.3 № 3 Published 2 – Told",
                "3.1 № 1 Published 4 – Withdrawn 6 Told",
                "4.1 № 1 Seeded 1 – Merged 5 Inferred",
                "6.1 № 1 Seeded 1 – Merged 1 Inferred", "6.2 № 2 Merged 1 – Inferred",
            ],
            (await db.PublicationRecords.OrderBy(r => r.EntryId).ThenBy(r => r.Number).ToListAsync(cancellation))
                .Select(r => $"{r.EntryId}.{r.Number} № {r.Revision} {r.Began} {r.PublicFrom.Day} – {(r.PublicUntil is { } until ? $"{r.Ended} {until.Day} " : "")}{r.Evidence}"));

        async Task EntryAsync(int id, string state, int? published, int revisions, string? deleted)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO Entries (Id, Kind, Slug, State, KazakhTitleToConfirm, ChangedAt, Media, Title_Kk, Title_Ru, Title_En, Summary_Kk, Summary_Ru, Summary_En, Body_Kk, Body_Ru, Body_En,
                    WithdrawalReason_Kk, WithdrawalReason_Ru, WithdrawalReason_En, Country)
                VALUES ({id}, 'Partner', {$"p-{id}"}, {state}, 0, '2021-05-03 00:00:00', '[]', 'a', 'b', 'c', '', '', '', '', '', '', '', '', '', 'FR')
                """, cancellation);
            for (var number = 1; number <= revisions; number++)
            {
                var document = Document.Write(new PartnerForm { Slug = $"p-{id}", Title = new("a", "b", "c") });
                await db.Database.ExecuteSqlAsync($"INSERT INTO Revisions (EntryId, Number, Document, AuthorName, At, Note, IsMinor) VALUES ({id}, {number}, {document}, '', '2021-05-01 00:00:00', '', 0)", cancellation);
            }

            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO WorkingCopies (EntryId, Kind, Newest, Published, Stage, DeletedAt, Title_Kk, Title_Ru, Title_En, SearchText, ChangedAt, ChangedByName,
                    Missing_Kk, Missing_Ru, Missing_En, Stale_Kk, Stale_Ru, Stale_En, StaleTexts, Media)
                VALUES ({id}, 'Partner', {revisions}, {published}, 'Draft', {deleted}, 'a', 'b', 'c', '', '2021-05-01', '', 0, 0, 0, 0, 0, 0, '[]', '[]')
                """, cancellation);
        }

        Task LineAsync(int entry, string action, string detail, int day) => db.Database.ExecuteSqlAsync(
            $"INSERT INTO AuditEvents (At, Action, ActorName, Subject, EntryId, Detail, Address) VALUES ({$"2021-05-0{day} 00:00:00"}, {action}, '', '', {entry}, {detail}, '')", cancellation);
    }
}
