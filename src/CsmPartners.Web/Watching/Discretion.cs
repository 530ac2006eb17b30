using System.Diagnostics;
using OpenTelemetry;

namespace CsmPartners.Web.Watching;

/// <summary>
/// Takes from spans what is about people or their doings: addresses and browsers, what was searched for, and paths, in which links
/// that open something can stand. The route says which page it was.
/// </summary>
internal sealed class Discretion : BaseProcessor<Activity>
{
    private static readonly string[] Untold =
        ["url.path", "url.query", "url.full", "user_agent.original", "client.address", "client.port", "network.peer.address", "network.peer.port", "http.target", "http.url"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Untold)
        {
            if (data.GetTagItem(tag) is not null)
                data.SetTag(tag, null);
        }
    }
}
