namespace CsmPartners.Web.Rendering.Charts;

/// <summary>Steps of an axis.</summary>
public static class Steps
{
    /// <summary>The least of 1, 2, 5, 10, 20, 50 … that goes into a length at most so many times.</summary>
    public static int For(int length, int most)
    {
        for (var power = 1; ; power *= 10)
        {
            foreach (var step in new[] { power, 2 * power, 5 * power })
            {
                if ((length + step - 1) / step <= most)
                    return step;
            }
        }
    }
}
