namespace CsmPartners.Tests.Interleavings;

/// <summary>
/// What an actor does at a stretch: one command, or a whole transaction. On SQLite a transaction takes the only writer's place when it
/// begins and nobody sees anything of it before it ends, so whatever others read in between they could have read before it.
/// </summary>
internal sealed class Step(int actor, string text, Footprint footprint, bool takesLock)
{
    public const string Begin = "BEGIN";
    public const string Commit = "COMMIT";

    private readonly List<string> commands = [text];

    public int Actor { get; } = actor;

    /// <summary>Whether it has to wait while another actor is inside a transaction.</summary>
    public bool TakesLock { get; } = takesLock;

    public Footprint Footprint { get; private set; } = footprint;

    /// <summary>Of all commands; the same step has the same text in every order that leads to it in the same way.</summary>
    public string Text => string.Join(";\n", commands);

    public void Add(string sql, Footprint more)
    {
        commands.Add(sql);
        Footprint |= more;
    }

    public override string ToString() => string.Join("; ", commands.Select(c => c is Begin or Commit ? c : Footprints.Summary(c)));
}
