using CsmPartners.Entries;
using CsmPartners.Revisions;

namespace CsmPartners.Web.Admin.Lists;

/// <summary>Where an entry stands between the desk and its visitors; it may stand in two places at once.</summary>
public enum Standing
{
    /// <summary>Visitors have never seen it, or no longer know of it.</summary>
    NotPublished,

    /// <summary>Visitors see its newest revision.</summary>
    Published,

    /// <summary>Visitors see an older revision.</summary>
    ChangesWaiting,

    Withdrawn,

    /// <summary>Its newest revision is neither what visitors see nor on its way to them.</summary>
    Draft,

    InReview,

    Scheduled,
}

/// <summary>What a language may lack.</summary>
public enum Gap
{
    MissingKk,
    MissingRu,
    MissingEn,
    StaleKk,
    StaleRu,
    StaleEn,
}

internal static class Standings
{
    public static IEnumerable<Standing> Of(EntryState state, int newest, int? published, Stage stage)
    {
        yield return state switch
        {
            EntryState.Hidden => Standing.NotPublished,
            EntryState.Withdrawn => Standing.Withdrawn,
            _ => published == newest ? Standing.Published : Standing.ChangesWaiting,
        };
        if (stage != Stage.Draft)
            yield return stage == Stage.InReview ? Standing.InReview : Standing.Scheduled;
    }

    public static IQueryable<WorkingCopy> Of(this IQueryable<WorkingCopy> copies, Standing standing) => standing switch
    {
        Standing.NotPublished => copies.Where(w => w.Entry.State == EntryState.Hidden),
        Standing.Published => copies.Where(w => w.Entry.State == EntryState.Published && w.Published == w.Newest),
        Standing.ChangesWaiting => copies.Where(w => w.Entry.State == EntryState.Published && w.Published != w.Newest),
        Standing.Withdrawn => copies.Where(w => w.Entry.State == EntryState.Withdrawn),
        Standing.Draft => copies.Where(w => w.Stage == Stage.Draft && w.Published != w.Newest),
        Standing.InReview => copies.Where(w => w.Stage == Stage.InReview),
        _ => copies.Where(w => w.Stage == Stage.Scheduled),
    };

    public static IQueryable<WorkingCopy> Of(this IQueryable<WorkingCopy> copies, Gap gap) => gap switch
    {
        Gap.MissingKk => copies.Where(w => w.Missing.Kk > 0),
        Gap.MissingRu => copies.Where(w => w.Missing.Ru > 0),
        Gap.MissingEn => copies.Where(w => w.Missing.En > 0),
        Gap.StaleKk => copies.Where(w => w.Stale.Kk > 0),
        Gap.StaleRu => copies.Where(w => w.Stale.Ru > 0),
        _ => copies.Where(w => w.Stale.En > 0),
    };

    /// <summary>With a text that this language lacks, or that is stale in it.</summary>
    public static IQueryable<WorkingCopy> Wanting(this IQueryable<WorkingCopy> copies, Language language) => language.Index switch
    {
        0 => copies.Where(w => w.Missing.Kk > 0 || w.Stale.Kk > 0),
        1 => copies.Where(w => w.Missing.Ru > 0 || w.Stale.Ru > 0),
        _ => copies.Where(w => w.Missing.En > 0 || w.Stale.En > 0),
    };

    public static Gap Missing(Language language) => (Gap)language.Index;

    public static Gap Stale(Language language) => Gap.StaleKk + language.Index;
}
