using System.Globalization;

namespace CsmPartners.Web.Backups;

/// <summary>Says on the console how far long work has come, in lines that read well in a log too; at most one a second.</summary>
public sealed class ProgressLines(TextWriter console, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long last = clock.GetTimestamp();

    public void Say(string sentence) => console.WriteLine(sentence);

    /// <param name="what">"Revisions".</param>
    public void Show(string what, long done, long total)
    {
        if (clock.GetElapsedTime(last) < Interval)
            return;
        last = clock.GetTimestamp();
        Say(string.Create(CultureInfo.InvariantCulture, $"{what}: {done:N0} of {total:N0}"));
    }
}
