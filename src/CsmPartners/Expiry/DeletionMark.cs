namespace CsmPartners.Expiry;

/// <summary>Something that is due to be deleted for its age, and since when that is known. It goes at a second look; see <see cref="SecondLook"/>.</summary>
public sealed class DeletionMark
{
    /// <summary>That of a SHA-256 in hexadecimal digits.</summary>
    public const int KeyLength = 64;

    public DeletionKind Kind { get; set; }

    /// <summary>Number of the letter, hash of the media file; "all" for failures.</summary>
    public string Key { get; set; } = "";

    /// <summary>UTC, by the machine's clock.</summary>
    public DateTime At { get; set; }
}

public enum DeletionKind
{
    Letter,
    MediaFile,

    /// <summary>All that are due, under one key.</summary>
    SignInFailure,
}
