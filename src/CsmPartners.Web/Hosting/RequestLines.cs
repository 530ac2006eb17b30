using System.Diagnostics;
using Serilog.Events;
using Serilog.Parsing;
using ILogger = Serilog.ILogger;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// One line of the log for each request that is not answered from memory, with nothing about the person. In place of Serilog's own, which
/// keeps a context for each request that nobody here adds to.
/// </summary>
internal sealed class RequestLines(RequestDelegate next, ILogger log, TimeProvider clock)
{
    private static readonly MessageTemplate Line = new MessageTemplateParser().Parse("{RequestMethod} {RequestPath} {StatusCode} in {Elapsed} ms, {Route}, {RequestId}");

    private static readonly ScalarValue NoRoute = new("no route");

    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        // As it was asked for: an error page is drawn at another one.
        var path = context.Request.Path;
        try
        {
            await next(context);
        }
        catch (Exception e)
        {
            Write(context, path, StatusCodes.Status500InternalServerError, started, e);
            throw;
        }

        Write(context, path, context.Response.StatusCode, started, error: null);
    }

    private void Write(HttpContext context, PathString path, int status, long started, Exception? error)
    {
        var isLater = status == StatusCodes.Status503ServiceUnavailable && context.Response.Headers.RetryAfter.Count > 0;
        var level = isLater && error is null ? LogEventLevel.Warning
            : error is not null || status >= StatusCodes.Status500InternalServerError ? LogEventLevel.Error
            : path.StartsWithSegments("/health", StringComparison.Ordinal) ? LogEventLevel.Debug
            : LogEventLevel.Information;
        if (!log.IsEnabled(level))
            return;
        var properties = new Dictionary<string, LogEventPropertyValue>(6, StringComparer.Ordinal)
        {
            ["RequestMethod"] = new ScalarValue(context.Request.Method),
            ["RequestPath"] = new ScalarValue(path.Value),
            ["StatusCode"] = new ScalarValue(status),
            ["Elapsed"] = new ScalarValue(Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 2)),
            ["Route"] = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText is { } route ? new ScalarValue(route) : NoRoute,
            ["RequestId"] = new ScalarValue(context.TraceIdentifier),
        };
        var span = Activity.Current;
        // The pieces that Serilog would make of a list of properties, made at once.
        log.Write(LogEvent.UnstableAssembleFromParts(clock.GetUtcNow(), level, error, Line, properties, span?.TraceId ?? default, span?.SpanId ?? default));
    }
}
