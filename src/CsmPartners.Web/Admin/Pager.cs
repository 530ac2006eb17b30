using System.Globalization;

namespace CsmPartners.Web.Admin;

/// <summary>The way through a long list; drawn by <c>_Pager</c>.</summary>
/// <param name="Number">The page shown, from 1.</param>
public sealed record Pager(int Number, int Last, Func<int, string> AddressOf)
{
    /// <summary>The pages that are named: the first, the last and those around this one.</summary>
    public IEnumerable<int> Numbers => Enumerable.Range(1, Last).Where(n => n == 1 || n == Last || Math.Abs(n - Number) <= 2);

    /// <summary>The page that an address asks for, within those that there are; the first where it asks for nothing of the kind.</summary>
    public static int Read(string? asked, int last) =>
        int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, last) : 1;
}
