namespace CsmPartners.Web.Site;

/// <summary>What a part of a page needs: the page around it.</summary>
public abstract record Part(SitePage Page);

/// <summary>Entries shown in a row on a page.</summary>
public sealed record EntryList<T>(SitePage Page, IEnumerable<T> Entries) : Part(Page);
