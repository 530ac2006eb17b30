namespace CsmPartners.Staff;

/// <summary>
/// Something that a stranger tried at the desk's door. Apart from the record of who did what, since strangers can make as many as they
/// like: only the newest are kept, and none for long.
/// </summary>
public sealed class SignInFailure
{
    public const int EmailLength = 254;

    /// <summary>So many at most, whatever is tried.</summary>
    public const int Most = 10_000;

    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public long Id { get; set; }

    /// <summary>UTC.</summary>
    public DateTime At { get; set; }

    public FailureKind Kind { get; set; }

    /// <summary>As it was typed; empty where it was no e-mail address, since a password may have been typed in its place.</summary>
    public string Email { get; set; } = "";

    /// <summary>Whose the address is; null where it is nobody's.</summary>
    public int? StaffId { get; set; }

    /// <summary>Network address that the request came from.</summary>
    public string Address { get; set; } = "";
}

public enum FailureKind
{
    Password,
    Code,
    Passkey,

    /// <summary>Somebody who is signed in, to confirm who they are, while that was locked.</summary>
    Proof,

    /// <summary>More tries a minute than one network address has; the first of them.</summary>
    TooMany,

    /// <summary>Not a failure as such: somebody asked for a link to a new password.</summary>
    ResetRequest,
}
