namespace CsmPartners.Staff;

/// <summary>One line of the record of who did what. Added, never changed: the database itself refuses.</summary>
public sealed class AuditEvent
{
    public const int SubjectLength = 300;
    public const int DetailLength = 2000;

    public long Id { get; set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; set; }

    public AuditAction Action { get; set; }

    /// <summary>Null where nobody is signed in: a lock, the scheduler.</summary>
    public int? ActorId { get; set; }

    /// <summary>The person's name as it was then.</summary>
    public string ActorName { get; set; } = "";

    /// <summary>What it was done to: an entry's title, a person's name.</summary>
    public string Subject { get; set; } = "";

    public int? EntryId { get; set; }

    /// <summary>A reason or what changed, in the words of the person who did it.</summary>
    public string Detail { get; set; } = "";

    /// <summary>Network address that the request came from.</summary>
    public string Address { get; set; } = "";
}

public enum AuditAction
{
    SignedIn,

    /// <summary>In older lines only; see <see cref="SignInFailure"/>.</summary>
    SignInFailed,

    LockedOut,
    Unlocked,

    /// <summary>Somebody who is signed in proved once more who they are.</summary>
    Proved,

    /// <summary>Somebody who is signed in did not know the account's own password or code.</summary>
    ProofFailed,

    SignedOut,
    SignedOutEverywhere,
    PasswordChanged,

    /// <summary>In older lines only; see <see cref="SignInFailure"/>.</summary>
    PasswordResetRequested,

    SecondFactorChanged,
    PasskeyAdded,
    PasskeyRenamed,
    PasskeyRemoved,
    Invited,
    InvitationAccepted,
    RoleChanged,
    Deactivated,
    Reactivated,
    FirstAdministrator,
    SettingsChanged,
    Created,
    Submitted,
    ReturnedToAuthor,
    Scheduled,
    ScheduleCancelled,
    Published,

    /// <summary>By its own author, or before both first languages were complete; the detail says why.</summary>
    PublishedAllTheSame,

    Withdrawn,
    Deleted,
    BroughtBack,
    Restored,
    Merged,
    AddressChanged,
    PreviewLinkMade,
    PreviewLinkRevoked,
    MediaAdded,
    MediaChanged,
    MediaDeleted,

    /// <summary>A visitor's letter; the record names its number alone.</summary>
    LetterDeleted,

    /// <summary>Letters settled long ago, by the program itself.</summary>
    LettersExpired,

    /// <summary>Everything was written into an archive; the subject is its file's name.</summary>
    BackedUp,

    /// <summary>Everything was put back from an archive; the detail says when that was made.</summary>
    SiteRestored,
}
