namespace CsmPartners.Texts;

/// <summary>Counts the steps of something that must end after so many of them, or when nobody waits for it.</summary>
internal sealed class Work(long most, CancellationToken cancellation)
{
    public long Done { get; private set; }

    /// <returns>Whether that many more may be done.</returns>
    public bool Take(long steps)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Done + steps > most)
            return false;
        Done += steps;
        return true;
    }
}
