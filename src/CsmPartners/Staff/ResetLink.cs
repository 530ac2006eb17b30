namespace CsmPartners.Staff;

/// <summary>The one link to a new password that a person can use, and when the next letter may go. A row for each person who ever asked.</summary>
public sealed class ResetLink
{
    public const int HashLength = 64;
    public const int StampLength = 64;

    /// <summary>For how long a link serves.</summary>
    public static readonly TimeSpan Lifespan = TimeSpan.FromHours(2);

    /// <summary>Between two letters; twice as long after each, until it is a link's lifespan. So whoever asks always has a link that serves.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public int StaffId { get; set; }

    /// <summary>Of the newest letter's token.</summary>
    public string Hash { get; set; } = "";

    /// <summary>The account's security stamp at that time; another one makes the link useless.</summary>
    public string Stamp { get; set; } = "";

    /// <summary>UTC; when that letter went.</summary>
    public DateTime SentAt { get; set; }

    /// <summary>Letters so far, each within a day of the one before.</summary>
    public int Letters { get; set; }

    public bool MaySend(string stamp, DateTime now)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(Letters - 1, 0, 10));
        // A clock that was set back must not close the way for long.
        return Stamp != stamp || SentAt > now || now - SentAt >= (pause < Lifespan ? pause : Lifespan);
    }

    public ResetLink Next(string hash, string stamp, DateTime now) =>
        new() { StaffId = StaffId, Hash = hash, Stamp = stamp, SentAt = now, Letters = now - SentAt < Remembered ? Letters + 1 : 1 };
}
