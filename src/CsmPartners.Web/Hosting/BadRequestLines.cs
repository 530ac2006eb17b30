using Serilog.Core;
using Serilog.Events;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// What is no HTTP leaves one line in the log, without the server's stack trace: that says nothing of the request, is the same each time, and
/// a stranger could fill the disk with it.
/// </summary>
internal sealed class BadRequestLines(ConsoleLines inner) : ILogEventSink, IDisposable
{
    private const string Source = "Microsoft.AspNetCore.Server.Kestrel.BadRequests";

    public void Emit(LogEvent logEvent) => inner.Emit(
        logEvent.Exception is not null && logEvent.Properties.GetValueOrDefault(Constants.SourceContextPropertyName) is ScalarValue { Value: Source }
            ? LogEvent.UnstableAssembleFromParts(
                logEvent.Timestamp, logEvent.Level, null, logEvent.MessageTemplate, new Dictionary<string, LogEventPropertyValue>(logEvent.Properties), logEvent.TraceId ?? default, logEvent.SpanId ?? default)
            : logEvent);

    public void Dispose() => inner.Dispose();
}
