using CsmPartners.Staff;

namespace CsmPartners.Web.Admin.SignIn;

/// <summary>The one way in which the desk looks at a secret that somebody typed: bounded, and counted first.</summary>
public sealed class SecretTries(TryCounters counters, ChecksUnderWay underWay)
{
    /// <param name="guess">Who tries what.</param>
    /// <param name="check">Whether the secret is right; where it may not be looked at, does as much work and answers no.</param>
    public async Task<TryOutcome> TryAsync(Guess guess, Func<bool, Task<bool>> check)
    {
        using var place = underWay.Enter(guess);
        if (place is null)
            return TryOutcome.NotLookedAt;
        var counted = await counters.TakeAsync(guess.StaffId, guess.Source, guess.Secret);
        if (await check(!counted.IsRefused))
        {
            await counters.ClearAsync(counted);
            return TryOutcome.Right;
        }

        return new TryOutcome(false, counted.IsRefused || !counted.IsLocked ? null : counted.Counter.LockedUntil);
    }
}

/// <param name="Email">As typed: what is under way is bounded for each address, whether it is somebody's or not.</param>
/// <param name="Source">Bounded by itself too, or strangers could keep a known browser out by never stopping.</param>
public sealed record Guess(string Email, int StaffId, string Source, SecretKind Secret);

/// <param name="IsRight">Whether it was looked at and found to be right.</param>
/// <param name="LocksUntil">UTC; set for the one wrong try that locked the source.</param>
public sealed record TryOutcome(bool IsRight, DateTime? LocksUntil)
{
    public static TryOutcome Right { get; } = new(true, null);

    public static TryOutcome NotLookedAt { get; } = new(false, null);
}

/// <summary>How many secrets of one account are being looked at at this moment, on this node, from one source.</summary>
public sealed class ChecksUnderWay
{
    /// <summary>As many as are looked at before the account is locked.</summary>
    public const int Most = TryCounter.Most;

    // Addresses share so many places, so that invented ones cannot fill the memory; text is hashed in another way in each process.
    private readonly int[] places = new int[4096];

    /// <returns>To be disposed of when it is done; null where too many are under way.</returns>
    public IDisposable? Enter(Guess guess)
    {
        var number = (int)((uint)StringComparer.OrdinalIgnoreCase.GetHashCode($"{guess.Source} {guess.Email.Trim()}") % places.Length);
        var place = new Place(this, number);
        if (Interlocked.Increment(ref places[number]) <= Most)
            return place;
        place.Dispose();
        return null;
    }

    private sealed class Place(ChecksUnderWay all, int number) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref all.places[number]);
    }
}
