using CsmPartners.Entries;
using CsmPartners.Revisions;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Lists;

/// <summary>What lists say of an entry.</summary>
public sealed record EntryRow
{
    public required int Id { get; init; }
    public required EntryKind Kind { get; init; }
    public required LocalizedText Title { get; init; }
    public required EntryState State { get; init; }
    public required int Newest { get; init; }
    public required int? Published { get; init; }
    public required Stage Stage { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime? PublishAt { get; init; }

    public required int? SubmittedById { get; init; }
    public required Gaps Missing { get; init; }
    public required Gaps Stale { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ChangedAt { get; init; }

    public required string ChangedByName { get; init; }
    public required DateOnly? RunsOutOn { get; init; }

    public IEnumerable<Standing> Standing => Standings.Of(State, Newest, Published, Stage);
}

internal static class EntryRows
{
    /// <summary>What is not in the bin.</summary>
    public static IQueryable<WorkingCopy> AtDesk(this SiteDb db) => db.WorkingCopies.AsNoTracking().Where(w => w.DeletedAt == null);

    /// <summary>With comments by others that nobody has settled.</summary>
    public static IQueryable<WorkingCopy> WithCommentsFor(this IQueryable<WorkingCopy> copies, SiteDb db, int me) =>
        copies.Where(w => db.Comments.Any(c => c.EntryId == w.EntryId && c.ResolvedAt == null && c.AuthorId != me));

    /// <summary>Published agreements that have run out, or will by then.</summary>
    public static IQueryable<WorkingCopy> RunningOut(this IQueryable<WorkingCopy> copies, DateOnly by) =>
        copies.Where(w => w.RunsOutOn <= by && w.Entry.State == EntryState.Published);

    public static Task<List<EntryRow>> ToRowsAsync(this IQueryable<WorkingCopy> copies, CancellationToken cancellation) =>
        copies.Select(w => new EntryRow
        {
            Id = w.EntryId,
            Kind = w.Kind,
            Title = w.Title,
            State = w.Entry.State,
            Newest = w.Newest,
            Published = w.Published,
            Stage = w.Stage,
            PublishAt = w.PublishAt,
            SubmittedById = w.SubmittedById,
            Missing = w.Missing,
            Stale = w.Stale,
            ChangedAt = w.ChangedAt,
            ChangedByName = w.ChangedByName,
            RunsOutOn = w.RunsOutOn,
        }).ToListAsync(cancellation);
}
