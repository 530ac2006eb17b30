namespace CsmPartners.Web.Rendering.Charts;

/// <summary>Columns of stacked parts, in units of a sixteenth of the type's size.</summary>
/// <param name="Ticks">Values of the axis and where their lines are.</param>
public sealed record StackedColumns(double Width, IReadOnlyList<Column> Columns, IReadOnlyList<(int Value, double Y)> Ticks)
{
    public const double Height = 240;

    /// <summary>Where the columns stand.</summary>
    public const double Base = 212;

    /// <summary>Room for the values of the axis.</summary>
    public const double Axis = 34;

    private const double Top = 24;
    private const double LeastPitch = 20;
    private const double LabelledPitch = 38;
    private const double Digit = 9;
    private const double Share = 0.7;
    private const int MostTicks = 4;

    /// <param name="values">By column and series.</param>
    /// <param name="areAllLabelled">Whether a year stands under every column.</param>
    public static StackedColumns Of(IReadOnlyList<IReadOnlyList<int>> values, bool areAllLabelled)
    {
        var highest = values.Max(column => column.Sum());
        var step = Steps.For(Math.Max(highest, 1), MostTicks);
        var reach = Math.Max(1, (highest + step - 1) / step) * step;
        var pitch = Math.Max(areAllLabelled ? LabelledPitch : LeastPitch, Digit * (highest.ToString("0", System.Globalization.CultureInfo.InvariantCulture).Length + 1));
        double Y(int value) => Base - ((Base - Top) * value / reach);
        return new StackedColumns(
            Axis + (pitch * values.Count),
            [.. values.Select((column, i) => Column.Of(column, Axis + (pitch * (i + ((1 - Share) / 2))), pitch * Share, Y))],
            [.. Enumerable.Range(0, (reach / step) + 1).Select(i => (i * step, Y(i * step)))]);
    }
}

/// <summary>One column; its total stands above it.</summary>
public sealed record Column(double X, double Width, int Total, double Top, IReadOnlyList<ColumnPart> Parts)
{
    public double Middle => X + (Width / 2);

    /// <param name="values">By series, from below.</param>
    /// <param name="y">Where a value is on the axis.</param>
    public static Column Of(IReadOnlyList<int> values, double x, double width, Func<int, double> y)
    {
        var parts = new List<ColumnPart>();
        var sum = 0;
        for (var series = 0; series < values.Count; series++)
        {
            if (values[series] == 0)
                continue;
            parts.Add(new ColumnPart(series, values[series], y(sum + values[series]), y(sum) - y(sum + values[series])));
            sum += values[series];
        }

        return new Column(x, width, sum, y(sum), parts);
    }
}

/// <summary>What one series has of a column.</summary>
public readonly record struct ColumnPart(int Series, int Value, double Y, double Height);
