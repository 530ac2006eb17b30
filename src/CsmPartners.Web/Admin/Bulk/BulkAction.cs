using System.Globalization;

namespace CsmPartners.Web.Admin.Bulk;

/// <summary>What can be done to several entries at once.</summary>
public enum BulkAction
{
    Submit,
    Publish,
    Bin,
}

/// <summary>An entry as the person saw it when ticking it: "12-7".</summary>
public readonly record struct Ticked(int Id, int Revision)
{
    public static Ticked? Parse(string? text) =>
        text?.Split('-') is [var id, var revision]
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var entry)
        && int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(entry, number) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}-{Revision}");
}
