namespace CsmPartners.Web.Rendering.Charts;

/// <summary>Years along a line, in per cent of its length.</summary>
public sealed record YearScale(int First, int Last)
{
    private const int MostTicks = 6;

    /// <summary>The middle of the year.</summary>
    public double At(int year) => 100 * (year - First + 0.5) / (Last - First + 1);

    public IEnumerable<int> Ticks
    {
        get
        {
            var step = Steps.For(Last - First + 1, MostTicks);
            var first = (First + step - 1) / step * step;
            return Enumerable.Range(0, Math.Max(0, ((Last - first) / step) + 1)).Select(i => first + (i * step));
        }
    }
}
