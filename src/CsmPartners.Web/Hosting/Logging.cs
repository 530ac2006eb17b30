using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace CsmPartners.Web.Hosting;

/// <summary>Readable lines for a developer, compact JSON for machines.</summary>
internal static class Logging
{
    public static void AddSiteLogging(this WebApplicationBuilder builder) =>
        builder.Services.AddSerilog((services, log) =>
        {
            log.ReadFrom.Configuration(builder.Configuration).ReadFrom.Services(services);
            // The host's own scope and activity for each request; our line says all that they would.
            log.MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off);
            if (builder.Environment.IsDevelopment())
                log.WriteTo.Console(outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:l}{NewLine}{Exception}", formatProvider: null);
            else
                log.WriteTo.Sink(new BadRequestLines(new ConsoleLines(Console.OpenStandardOutput(), new CompactJsonFormatter(), services.GetRequiredService<TimeProvider>())));
        });

    public static void UseSiteLogging(this WebApplication app) => app.UseMiddleware<RequestLines>();
}
