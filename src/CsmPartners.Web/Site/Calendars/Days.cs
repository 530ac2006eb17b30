namespace CsmPartners.Web.Site.Calendars;

/// <summary>The days that a calendar can honestly show of a period.</summary>
internal readonly record struct Days(DateOnly First, DateOnly Last)
{
    /// <summary>
    /// From the first day to the last, as far as the months are known: what took place in May stands over the whole of May. Of a
    /// period whose end is open, or known to the year only, the beginning. Null where only years are known: a calendar with bars
    /// from January to December would say what nobody knows.
    /// </summary>
    public static Days? Of(Period period) => (period.Starts ?? period.Ends) switch
    {
        { Month: not null } starts => new Days(starts.First, period.Ends is { Month: not null } ends && ends.Last >= starts.First ? ends.Last : starts.Last),
        _ => null,
    };
}
