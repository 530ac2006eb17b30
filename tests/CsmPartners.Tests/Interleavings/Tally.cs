namespace CsmPartners.Tests.Interleavings;

/// <summary>How many pairs were explored, in how many orders, and how many of these were broken.</summary>
internal sealed class Tally
{
    private int pairs;
    private int whole;
    private int orders;
    private int broken;

    public void Add(Findings found)
    {
        pairs++;
        whole += found.IsWhole ? 1 : 0;
        orders += found.Orders;
        broken += found.Broken.Count;
    }

    public void Print()
    {
        if (pairs > 0)
            Console.Out.WriteLine($"Interleavings: {pairs} pairs of actions, {whole} of them in all orders that can differ; {orders} orders tried, {broken} broken.");
    }
}
