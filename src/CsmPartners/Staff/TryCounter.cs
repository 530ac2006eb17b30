namespace CsmPartners.Staff;

/// <summary>
/// How often one secret of an account was tried from one source, and until when that source has to wait. A row each; it is changed by
/// one conditional update, apart from the account's own row.
/// </summary>
public sealed class TryCounter
{
    /// <summary>Wrong tries in a row after which the source has to wait.</summary>
    public const int Most = 5;

    public const int SourceLength = 64;

    /// <summary>Every browser in which the person has not signed in before.</summary>
    public const string Strangers = "strangers";

    /// <summary>Somebody who is signed in and has to prove once more who they are.</summary>
    public const string Session = "session";

    /// <summary>Each further lock within a day of the one before is twice as long.</summary>
    public static readonly TimeSpan FirstLock = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan LongestLock = TimeSpan.FromHours(8);

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>Negative where the typed address is nobody's; see <see cref="TryCounters.NobodyAt"/>.</summary>
    public int StaffId { get; set; }

    /// <summary><see cref="Strangers"/>, <see cref="Session"/>, or the hash of a known device's secret.</summary>
    public string Source { get; set; } = Strangers;

    public SecretKind Secret { get; set; }

    /// <summary>Tries whose secret was or is being looked at. Only grows.</summary>
    public long Taken { get; set; }

    /// <summary>What of them was before the present run of wrong ones. Only grows.</summary>
    public long Cleared { get; set; }

    /// <summary>UTC.</summary>
    public DateTime? LockedUntil { get; set; }

    /// <summary>UTC; when the newest lock began.</summary>
    public DateTime? LockedAt { get; set; }

    /// <summary>Locks so far, each within a day of the one before.</summary>
    public int Locks { get; set; }

    /// <summary>UTC.</summary>
    public DateTime SeenAt { get; set; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; set; }

    public bool IsLocked(DateTime now) => LockedUntil > now;

    /// <summary>The counter after one more try. The one that reaches the bound locks before its secret is looked at; a right one lifts that.</summary>
    public TryCounter Next(DateTime now)
    {
        var next = (TryCounter)MemberwiseClone();
        (next.Version, next.SeenAt) = (Version + 1, now);
        if (IsLocked(now))
            return next;
        (next.Taken, next.LockedUntil) = (Taken + 1, null);
        // A lock that is over leaves nothing but its length.
        if (LockedUntil is not null)
            next.Cleared = Taken;
        if (next.Taken - next.Cleared < Most)
            return next;
        next.Locks = LockedAt > now - Remembered ? Locks + 1 : 1;
        (next.LockedAt, next.LockedUntil) = (now, now + LockOf(next.Locks));
        return next;
    }

    private static TimeSpan LockOf(int locks)
    {
        var length = FirstLock * Math.Pow(2, Math.Min(locks - 1, 10));
        return length < LongestLock ? length : LongestLock;
    }
}

/// <summary>What is guessed at.</summary>
public enum SecretKind
{
    Password,

    /// <summary>From the telephone, or a recovery code.</summary>
    Code,
}
