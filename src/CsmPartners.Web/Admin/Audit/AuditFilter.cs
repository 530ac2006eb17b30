using System.Globalization;
using CsmPartners.Staff;

namespace CsmPartners.Web.Admin.Audit;

/// <summary>Which lines to show. What is no choice of ours is as good as unsaid.</summary>
public sealed class AuditFilter
{
    public string? Action { get; set; }

    /// <summary>Id of the one who did it.</summary>
    public string? Who { get; set; }

    /// <summary>Id of the entry it was done to.</summary>
    public string? Entry { get; set; }

    /// <summary>Days on the museum's calendar, both included: 2014-05-07.</summary>
    public string? Since { get; set; }

    public string? Until { get; set; }

    public string? Page { get; set; }

    public IQueryable<AuditEvent> Apply(IQueryable<AuditEvent> lines)
    {
        if (Enum.GetValues<AuditAction>().Where(a => a.ToString() == Action).Select(a => (AuditAction?)a).FirstOrDefault() is { } action)
            lines = lines.Where(a => a.Action == action);
        if (Number(Who) is { } who)
            lines = lines.Where(a => a.ActorId == who);
        if (Number(Entry) is { } entry)
            lines = lines.Where(a => a.EntryId == entry);
        if (Midnight(Since, 0) is { } from)
            lines = lines.Where(a => a.At >= from);
        if (Midnight(Until, 1) is { } to)
            lines = lines.Where(a => a.At < to);
        return lines;
    }

    /// <summary>The same lines, another page of them.</summary>
    public string Address(int page)
    {
        var parts = new (string Name, string? Value)[] { ("action", Action), ("who", Who), ("entry", Entry), ("since", Since), ("until", Until), ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null) };
        var query = string.Join('&', parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? DeskLinks.Audit : $"{DeskLinks.Audit}?{query}";
    }

    private static int? Number(string? typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTime? Midnight(string? typed, int daysLater) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 9000
            ? DeskClock.Utc(day.AddDays(daysLater).ToDateTime(TimeOnly.MinValue)) : null;
}
