using CsmPartners.Web.Watching;
using Microsoft.EntityFrameworkCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Figures and traces for an OpenTelemetry collector. Off, with nothing created, unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one;
/// the other settings are OpenTelemetry's own. What is sent says nothing about people.
/// </summary>
internal static class Telemetry
{
    public static void AddSiteTelemetry(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (string.IsNullOrWhiteSpace(settings["OTEL_EXPORTER_OTLP_ENDPOINT"]) || settings.GetValue("OTEL_SDK_DISABLED", false))
            return;
        builder.Services.AddSingleton<Queues>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<Queues>());
        builder.Services.AddHostedService<Gauges>();
        builder.Services.AddHostedService<DatabaseSpans>();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                string.IsNullOrWhiteSpace(settings["OTEL_SERVICE_NAME"]) ? "csm-partners" : settings["OTEL_SERVICE_NAME"]!,
                serviceVersion: ThisProgram.Version,
                serviceInstanceId: ThisProgram.NodeName))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(Instruments.Name, DbLoggerCategory.Name)
                .AddOtlpExporter())
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
                .AddSource(Instruments.Name)
                .AddProcessor<Discretion>()
                .AddOtlpExporter());
        builder.Services.AddSingleton<Discretion>();
    }
}
