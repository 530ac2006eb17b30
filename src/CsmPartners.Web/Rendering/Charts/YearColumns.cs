using System.Globalization;

namespace CsmPartners.Web.Rendering.Charts;

/// <summary>Years side by side; where there are very many, several to a column.</summary>
/// <param name="First">The first year of the first column.</param>
/// <param name="Size">Years to a column.</param>
public sealed record YearColumns(int First, int Count, int Size)
{
    private const int Most = 60;
    private const int MostLabels = 20;

    private static readonly int[] Sizes = [1, 5, 10, 20, 50, 100];

    public static YearColumns Of(int first, int last)
    {
        int From(int size) => first - (first % size);
        int Number(int size) => ((last - From(size)) / size) + 1;
        var size = Sizes.First(s => Number(s) <= Most || s == Sizes[^1]);
        return new YearColumns(From(size), Number(size), size);
    }

    /// <summary>The columns that something touches, each once.</summary>
    public IEnumerable<int> Touched(IEnumerable<int> years) => years.Select(year => (year - First) / Size).Distinct();

    public int YearOf(int column) => First + (column * Size);

    /// <summary>"2014", "1990–1994".</summary>
    public string NameOf(int column) => Size == 1
        ? YearOf(column).ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{YearOf(column)}–{YearOf(column) + Size - 1}");

    /// <summary>Whether there is room for its first year under the column.</summary>
    public bool IsLabelled(int column) => YearOf(column) / Size % Steps.For(Count, MostLabels) == 0;
}
