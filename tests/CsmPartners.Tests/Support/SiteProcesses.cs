using System.Net;

namespace CsmPartners.Tests.Support;

/// <summary>Several processes on one data folder, as behind a balancer.</summary>
internal sealed class SiteProcesses : IDisposable
{
    private readonly SiteProcess[] nodes;
    private int turn;

    private SiteProcesses(SiteProcess[] nodes) => this.nodes = nodes;

    public IReadOnlyList<SiteProcess> All => nodes;

    /// <summary>All at the same moment.</summary>
    public static async Task<SiteProcesses> ListeningAsync(string folder, int count, params (string Name, string Value)[] environment) =>
        new(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => SiteProcess.ListeningAsync(folder, environment))));

    /// <summary>Each request goes to the next node; to another one where a node takes no connection.</summary>
    public HttpClient Browser(CookieContainer cookies) =>
        new(new Balancer(this) { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies } })
        {
            BaseAddress = new Uri(nodes[0].Origin),
            Timeout = TimeSpan.FromSeconds(60),
        };

    /// <summary>Lets the next request go to the node that would have had the one after.</summary>
    public void Skip() => Interlocked.Increment(ref turn);

    public void Replace(int node, SiteProcess by)
    {
        nodes[node].Dispose();
        nodes[node] = by;
    }

    public void Dispose()
    {
        foreach (var node in nodes)
            node.Dispose();
    }

    private sealed class Balancer(SiteProcesses nodes) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.PathAndQuery;
            var first = Interlocked.Increment(ref nodes.turn);
            for (var tries = 0; ; tries++)
            {
                request.RequestUri = new Uri(new Uri(nodes.nodes[(first + tries) % nodes.nodes.Length].Origin), path);
                try
                {
                    return await base.SendAsync(request, cancellationToken);
                }
                catch (HttpRequestException) when (tries + 1 < nodes.nodes.Length && request.Method == HttpMethod.Get)
                {
                    // Restarted just now.
                }
            }
        }
    }
}
