using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace CsmPartners.Web.Hosting;

/// <summary>Readable lines for a developer, compact JSON for machines; one line per request, with nothing about the person.</summary>
internal static class Logging
{
    public static void AddSiteLogging(this WebApplicationBuilder builder) =>
        builder.Services.AddSerilog((services, log) =>
        {
            log.ReadFrom.Configuration(builder.Configuration).ReadFrom.Services(services);
            // The host's own scope and activity for each request; the line below says all that they would.
            log.MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off);
            if (builder.Environment.IsDevelopment())
                log.WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:l}{NewLine}{Exception}", formatProvider: null);
            else
                log.WriteTo.Async(background => background.Console(new CompactJsonFormatter()));
        });

    public static void UseSiteLogging(this WebApplication app) =>
        app.UseSerilogRequestLogging(options =>
        {
            options.MessageTemplate = "{RequestMethod} {RequestPath} {StatusCode} in {Elapsed:0.0} ms, {Route}, {RequestId}";
            options.GetLevel = (context, _, error) =>
                error is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
                : context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) ? LogEventLevel.Debug
                : LogEventLevel.Information;
            options.EnrichDiagnosticContext = (log, context) =>
            {
                log.Set("Route", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route");
                log.Set("RequestId", context.TraceIdentifier);
            };
        });
}
