namespace CsmPartners.Tests.Interleavings;

/// <summary>Takes the database away from an act at one of its commands, and from then on: it ends as if nothing had been done, or all of it.</summary>
internal static class EveryFailure
{
    private const int OneIn = 5;

    /// <param name="acts">Of which the first of each two is tried: every command in the long run, every fifth in others.</param>
    public static async Task EveryFailureAsync(this InterleavingSite site, List<(Act One, Act Other)> acts, ITestOutputHelper output)
    {
        await site.KeepAsync();
        var (failures, broken) = (0, new List<string>());
        foreach (var (number, (act, _)) in acts.Index())
        {
            var nothing = await EndingAsync(site, null);
            var done = await EndingAsync(site, act);
            List<Ending> possible = [nothing.Ending, done.Ending];
            if (act.Refused is { } refused)
                possible.Add((await EndingAsync(site, refused)).Ending);
            for (var at = 1; at <= done.Commands; at++)
            {
                if (!Pairs.IsLong && (number + at) % OneIn != 0)
                    continue;
                failures++;
                var (ending, _, said) = await EndingAsync(site, act with { FailsAt = at });
                var isTold = ending.Answers[0] == done.Ending.Answers[0];
                if (said is null && (isTold ? ending.Rows == done.Ending.Rows : possible.Any(p => p.Rows == ending.Rows)))
                    continue;
                broken.Add($"{act.Name}, command {at} of {done.Commands}: {said} {string.Join("\n or\n", possible.Select(p => p.Difference(ending)))}");
            }
        }

        site.Tally.AddFailures(failures, broken.Count);
        output.WriteLine($"{acts.Count} acts, {failures} failing commands, {broken.Count} broken");
        Assert.True(broken.Count == 0, string.Join("\n\n", broken));
    }

    /// <returns>How it ends, how many commands it gave, and what must not have been answered.</returns>
    private static async Task<(Ending Ending, int Commands, string? Said)> EndingAsync(InterleavingSite site, Act? act)
    {
        await site.PutBackAsync();
        var actor = (await site.RunInTurnAsync(act is null ? [] : [act])).SingleOrDefault();
        var said = actor?.Answer is { Status: System.Net.HttpStatusCode.InternalServerError } ? "It is answered 500." : null;
        return (await Ending.OfAsync(site, [actor?.Answer]), actor?.Commands ?? 0, said);
    }
}
