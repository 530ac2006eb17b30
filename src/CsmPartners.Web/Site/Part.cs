using CsmPartners.Entries;

namespace CsmPartners.Web.Site;

/// <summary>What a part of a page needs: the page around it.</summary>
public abstract record Part(SitePage Page);

/// <summary>Entries shown in a row on a page.</summary>
/// <param name="Level">Of the headings in the list: 2 where the list is the page, 3 where it stands in a section.</param>
public sealed record EntryList<T>(SitePage Page, IEnumerable<T> Entries, int Level) : Part(Page)
{
    /// <summary>On a partner's own page: its part is named first, and it is not listed beside the others.</summary>
    public Partner? Of { get; init; }
}

/// <summary>One entry of such a list.</summary>
public sealed record EntryCard<T>(SitePage Page, T Entry, int Level) : Part(Page)
{
    /// <summary>As in <see cref="EntryList{T}.Of"/>.</summary>
    public Partner? Of { get; init; }
}
