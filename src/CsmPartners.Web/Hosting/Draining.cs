using System.Runtime.InteropServices;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// The end of a node, announced: asked to end, it says at <c>/health/ready</c> that it is not to be given visitors any more, but serves those who
/// come for as long as <c>Shutdown:Drain</c> says, and then finishes what is under way. Asked twice, it ends at once.
/// </summary>
internal sealed class Draining(IHostApplicationLifetime host, IConfiguration configuration, ILogger<Draining> log) : IHostedLifecycleService, IDisposable
{
    private readonly List<PosixSignalRegistration> signals = [];
    private int asked;

    /// <summary>What is set, between nothing and ten minutes.</summary>
    public static TimeSpan Time(IConfiguration configuration) => TimeSpan.FromSeconds(Math.Clamp(configuration.GetValue("Shutdown:Drain", 0), 0, 600));

    public bool IsUnderWay => host.ApplicationStopping.IsCancellationRequested;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT })
            signals.Add(PosixSignalRegistration.Create(signal, _ => Ask()));
        return Task.CompletedTask;
    }

    /// <summary>Before anything stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var time = Time(configuration);
        if (time == TimeSpan.Zero)
            return;
        log.LogInformation("Asked to end; visitors are served for {Time} more", time);
        await Task.Delay(time, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => signals.ForEach(s => s.Dispose());

    private void Ask()
    {
        if (Interlocked.Increment(ref asked) > 1)
            Environment.Exit(1);
    }
}

internal static class DrainingHosting
{
    /// <summary>How long what is under way may take once nobody new is let in.</summary>
    private static readonly TimeSpan ToFinish = TimeSpan.FromSeconds(30);

    public static void AddSiteDraining(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Draining>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Draining.Time(builder.Configuration) + ToFinish);
    }

    /// <summary>Whoever keeps a connection open is asked to come by another one next time, which leads to another node.</summary>
    public static void UseSiteDraining(this WebApplication app)
    {
        var draining = app.Services.GetRequiredService<Draining>();
        app.Use((context, next) =>
        {
            if (draining.IsUnderWay && HttpProtocol.IsHttp11(context.Request.Protocol))
                context.Response.Headers.Connection = "close";
            return next(context);
        });
    }
}
