using System.Globalization;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Interleavings;

/// <summary>Explores the orders in which actions can come at once.</summary>
internal static class Pairs
{
    /// <summary>Of one pair in a run that is not the long one.</summary>
    private const int MostOrders = 40;

    /// <summary>Of three actors and more, in the long run; of two there is no bound.</summary>
    private const int MostOfMany = 2000;

    public static bool IsLong => Environment.GetEnvironmentVariable("CSM_TEST_LONG") == "1";

    /// <summary>
    /// Runs the actors in all orders that can differ, or in the first of them, from what is in the database now.
    /// </summary>
    /// <param name="check">What must hold after each order besides what always must.</param>
    public static async Task ExploreAsync(this InterleavingSite site, Func<Order, Task> check, params Act[] acts)
    {
        var found = await site.ExploreAsync(IsLong && acts.Length == 2 ? Search.Whole : Search.FewestSwitchesFirst, IsLong ? acts.Length == 2 ? int.MaxValue : MostOfMany : MostOrders, check, () => acts);
        site.Tally.Add(found);
        Assert.True(found.Broken.Count == 0, string.Create(CultureInfo.InvariantCulture, $"{found.Broken.Count} of {found.Orders} orders are broken. The first:\n{string.Join('\n', found.Broken.Take(1))}"));
    }

    /// <summary>The same, with actors made anew for each order, and what was found rather than a failure.</summary>
    public static async Task<Findings> ExploreAsync(this InterleavingSite site, Search search, int most, Func<Order, Task> check, Func<IReadOnlyList<Act>> acts)
    {
        await site.KeepAsync();
        var before = site.Services.GetRequiredService<PublishedSiteKeeper>().Current!;
        // What a process asks only once is asked here.
        await site.RunAsync(acts(), search, enabled => enabled[0], _ => { });
        var exploration = new Exploration(search);
        var broken = new List<string>();
        while (exploration.Runs < most && exploration.Begin())
        {
            var steps = new List<Step>();
            var actors = await site.RunAsync(acts(), search, exploration.Choose, step =>
            {
                steps.Add(step);
                exploration.Took(step);
            });
            exploration.End();
            var order = new Order(site, actors, before);
            try
            {
                await order.CheckAsync();
                await check(order);
            }
            catch (Xunit.Sdk.XunitException e)
            {
                broken.Add($"{e.Message}\n{Told(actors, steps)}");
            }
        }

        var isWhole = !exploration.HasMore;
        TestContext.Current.TestOutputHelper?.WriteLine($"{exploration.Runs} orders, {exploration.Redundant} of them redundant; {(isWhole ? "all that can differ" : "the first of them")}; {broken.Count} broken");
        return new Findings(exploration.Runs, isWhole, broken);
    }

    private static string Told(IReadOnlyList<Actor> actors, IEnumerable<Step> steps) =>
        string.Join('\n', steps.Select(s => $"  {actors[s.Actor].Name}: {s}").Concat(actors.Select(a => $"  {a.Name} was answered {(int?)a.Answer?.Status} {a.Answer?.Location}")));
}

/// <param name="Broken">What did not hold, and in which order of steps.</param>
internal sealed record Findings(int Orders, bool IsWhole, IReadOnlyList<string> Broken);
