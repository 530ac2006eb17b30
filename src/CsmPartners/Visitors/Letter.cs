namespace CsmPartners.Visitors;

/// <summary>What a visitor wrote to the museum by the form on the site.</summary>
public sealed class Letter
{
    public const int ShortestText = 10;
    public const int TextLength = 4000;
    public const int NameLength = 200;
    public const int EmailLength = 254;
    public const int NoteLength = 2000;
    public const int FormNumberLength = 32;

    public int Id { get; set; }

    /// <summary>Made of the form that was sent and all that stood in it, so that the same letter sent twice is taken once.</summary>
    public string Key { get; set; } = "";

    /// <summary>Number of the form that it was sent with: each form sends one letter. Null for letters from before forms were numbered.</summary>
    public string? FormNumber { get; set; }

    public LetterKind Kind { get; set; }

    /// <summary>Code of the language in which the visitor read the site, and is to be answered.</summary>
    public string Language { get; set; } = CsmPartners.Language.Kk.Code;

    public string Text { get; set; } = "";

    /// <summary>Empty where it was not given.</summary>
    public string Name { get; set; } = "";

    /// <summary>Empty where no answer is wanted.</summary>
    public string Email { get; set; } = "";

    /// <summary>The entry that it is about.</summary>
    public int? EntryId { get; set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; set; }

    public LetterState State { get; set; }

    /// <summary>UTC; since when it has been answered or rubbish. From then on the days until its deletion are counted.</summary>
    public DateTime? SettledAt { get; set; }

    /// <summary>UTC; from when on staff are to be told of it by mail. Null where they have been, or are not to be.</summary>
    public DateTime? AnnounceAt { get; set; }

    /// <summary>Who said last where it stands. Null where nobody has; of rubbish, that a program fell into the trap.</summary>
    public int? HandledById { get; set; }

    public string HandledByName { get; set; } = "";

    /// <summary>What staff noted down for each other.</summary>
    public string Note { get; set; } = "";

    /// <summary>How often staff have changed it: two people at once are told of each other.</summary>
    public int Changes { get; set; }

    /// <summary>Since when a letter in this state is settled, where it is put into it now.</summary>
    public static DateTime? SettledAtOf(LetterState state, DateTime now) => state is LetterState.Answered or LetterState.Rubbish ? now : null;

    /// <summary>What staff can say of a letter: where it stands, or anything but that it is held.</summary>
    public static IEnumerable<LetterState> StatesAfter(LetterState current) =>
        Enum.GetValues<LetterState>().Where(s => s == current || s != LetterState.Held);

    /// <summary>Puts it apart until staff have looked at it. They are told of the first such letter, not of each.</summary>
    public void Hold(bool isFirst) => (State, AnnounceAt) = (LetterState.Held, isFirst ? At : null);
}

/// <summary>What somebody writes for.</summary>
public enum LetterKind
{
    Question,

    /// <summary>Of a mistake on the site.</summary>
    Correction,

    /// <summary>To use something of the museum's.</summary>
    Permission,

    Other,
}

/// <summary>Where a letter stands.</summary>
public enum LetterState
{
    New,
    InHand,
    Answered,

    /// <summary>Advertising and the like, found by a person or by the form's trap.</summary>
    Rubbish,

    /// <summary>Came when more had come within the hour than staff are to be told of, and nobody has looked yet.</summary>
    Held,
}
