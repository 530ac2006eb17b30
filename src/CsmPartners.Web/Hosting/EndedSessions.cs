using System.Collections.Concurrent;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Sessions that were ended while the database did not take it. Their rows are still there, so this node remembers the numbers for as long
/// as the cookie would be good.
/// </summary>
internal sealed class EndedSessions(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, long> endedAt = [];

    public void Add(string number)
    {
        foreach (var (old, at) in endedAt)
        {
            if (clock.GetElapsedTime(at) > OpenSessions.Longest)
                endedAt.TryRemove(old, out _);
        }

        endedAt.TryAdd(number, clock.GetTimestamp());
    }

    public bool Contains(string number) => endedAt.ContainsKey(number);
}
