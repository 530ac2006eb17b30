using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Running;

public static class Heartbeat
{
    /// <summary>After so long a node without a word is none any more.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    /// <summary>Says that the node runs, in its own row alone, and takes away rows of nodes that have long been silent.</summary>
    public static async Task BeatAsync(this SiteDb db, Node node, CancellationToken cancellation)
    {
        var isKnown = await db.Nodes.Where(n => n.Name == node.Name).ExecuteUpdateAsync(
            set => set.SetProperty(n => n.SeenAt, node.SeenAt).SetProperty(n => n.SiteVersion, node.SiteVersion), cancellation) > 0;
        if (!isKnown)
        {
            db.Nodes.Add(node);
            await db.SaveChangesAsync(cancellation);
        }

        var since = node.SeenAt - Forgotten;
        await db.Nodes.Where(n => n.SeenAt < since).ExecuteDeleteAsync(cancellation);
    }
}
