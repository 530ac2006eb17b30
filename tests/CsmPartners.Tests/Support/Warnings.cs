using CsmPartners.Tests.Admin;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace CsmPartners.Tests.Support;

internal static class Warnings
{
    /// <summary>
    /// Keeps what the program would write of warnings and errors, but for the lines about requests. By a logger of the site's own: the
    /// program's is the whole process's, and the sites of other tests would take it over.
    /// </summary>
    public static void KeepWarnings(this IWebHostBuilder builder, KeptLog log) => builder.ConfigureServices(services =>
        services.AddSingleton<ILoggerFactory>(_ => new SerilogLoggerFactory(
            new LoggerConfiguration()
                .MinimumLevel.Warning()
                .MinimumLevel.Override("Microsoft.AspNetCore.Antiforgery", LogEventLevel.Fatal)
                .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
                .WriteTo.Sink(log)
                .CreateLogger(),
            dispose: true)));
}
