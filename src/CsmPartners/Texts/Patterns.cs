namespace CsmPartners.Texts;

/// <summary>What regular expressions have in common.</summary>
public static class Patterns
{
    /// <summary>
    /// Milliseconds after which a match gives up. By the clock, which goes on while a machine is busy or asleep: no page may fail for that, so
    /// it is long. It ends what a mistake in a pattern would make endless; that ours are not, the fuzzed texts show.
    /// </summary>
    public const int Patience = 60_000;
}
