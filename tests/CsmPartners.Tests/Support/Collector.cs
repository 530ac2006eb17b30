using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CsmPartners.Tests.Support;

/// <summary>An OpenTelemetry collector on this machine that keeps what it is sent, as OTLP over HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, string Body)> received = new();
    private readonly WebApplication app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            // Names and values stand in the binary form as they are; letters of one byte each keep the rest apart.
            received.Enqueue((context.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
            context.Response.ContentType = "application/x-protobuf";
        });
    }

    public string Address => app.Urls.First();

    public string Metrics => string.Concat(received.Where(r => r.Path == "/v1/metrics").Select(r => r.Body));

    public string Traces => string.Concat(received.Where(r => r.Path == "/v1/traces").Select(r => r.Body));

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>As an administrator would set them, but for the pauses.</summary>
    public static (string Name, string Value)[] Settings(string address) =>
        [("OTEL_EXPORTER_OTLP_ENDPOINT", address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("OTEL_BSP_SCHEDULE_DELAY", "200")];

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
