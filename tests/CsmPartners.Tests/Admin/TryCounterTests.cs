using CsmPartners.Staff;

namespace CsmPartners.Tests.Admin;

public sealed class TryCounterTests
{
    private static readonly DateTime Now = new(2026, 5, 7, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_fifth_wrong_try_locks_and_what_comes_during_the_lock_is_not_looked_at()
    {
        var counter = Tried(new TryCounter(), TryCounter.Most - 1, Now);
        Assert.False(counter.IsLocked(Now));
        counter = counter.Next(Now);
        Assert.Equal(Now + TimeSpan.FromMinutes(15), counter.LockedUntil);
        var later = Tried(counter, 1000, Now.AddMinutes(14));
        Assert.Equal((5, Now + TimeSpan.FromMinutes(15)), (later.Taken, later.LockedUntil));
        Assert.False(later.IsLocked(Now.AddMinutes(15)));
    }

    [Fact]
    public void Each_lock_within_a_day_is_twice_as_long_up_to_the_longest()
    {
        var (counter, now, minutes) = (new TryCounter(), Now, new List<double>());
        for (var number = 0; number < 8; number++)
        {
            counter = Tried(counter, TryCounter.Most, now);
            minutes.Add((counter.LockedUntil!.Value - now).TotalMinutes);
            now = counter.LockedUntil.Value;
        }

        Assert.Equal([15, 30, 60, 120, 240, 480, 480, 480], minutes);
        Assert.Equal(15, (Tried(counter, TryCounter.Most, now.AddDays(2)).LockedUntil!.Value - now.AddDays(2)).TotalMinutes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(int.MaxValue / 2)]
    public void No_lock_is_longer_than_the_longest_however_many_there_were(int locks)
    {
        var counter = Tried(new TryCounter { Locks = locks, LockedAt = Now }, TryCounter.Most, Now);
        Assert.InRange(counter.LockedUntil!.Value - Now, TryCounter.FirstLock, TryCounter.LongestLock);
    }

    private static TryCounter Tried(TryCounter counter, int times, DateTime now) => Enumerable.Range(0, times).Aggregate(counter, (c, _) => c.Next(now));
}
