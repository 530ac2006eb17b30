namespace CsmPartners.Web.Rendering.Charts;

/// <summary>What one series has of a bar, in per cent of the longest.</summary>
public readonly record struct BarPart(int Series, int Value, double X, double Width)
{
    /// <param name="values">By series.</param>
    /// <param name="longest">The sum of the longest bar.</param>
    public static IReadOnlyList<BarPart> Of(IReadOnlyList<int> values, int longest)
    {
        var parts = new List<BarPart>();
        var sum = 0;
        for (var series = 0; series < values.Count; series++)
        {
            if (values[series] == 0)
                continue;
            parts.Add(new BarPart(series, values[series], 100.0 * sum / longest, 100.0 * values[series] / longest));
            sum += values[series];
        }

        return parts;
    }
}
