namespace CsmPartners.Tests.Interleavings;

/// <summary>How many pairs were explored, in how many orders, at how many commands the database failed, and how many of these were broken.</summary>
internal sealed class Tally
{
    private int pairs;
    private int whole;
    private int orders;
    private int broken;
    private int failures;
    private int brokenFailures;

    public void Add(Findings found)
    {
        pairs++;
        whole += found.IsWhole ? 1 : 0;
        orders += found.Orders;
        broken += found.Broken.Count;
    }

    public void AddFailures(int commands, int brokenCommands) => (failures, brokenFailures) = (failures + commands, brokenFailures + brokenCommands);

    public void Print()
    {
        if (failures > 0)
            Console.Out.WriteLine($"Failing commands: {failures} tried, {brokenFailures} broken.");
        if (pairs > 0)
            Console.Out.WriteLine($"Interleavings: {pairs} pairs of actions, {whole} of them in all orders that can differ; {orders} orders tried, {broken} broken.");
    }
}
