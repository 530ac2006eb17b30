using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CsmPartners.Web.Watching;

/// <summary>
/// A span for each command that a request sends to the database, as EF Core tells of it: its text, in which values are
/// parameters, but neither these nor messages of errors, which may quote them. What runs by itself once a second has none.
/// </summary>
internal sealed class DatabaseSpans : IHostedService, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private static readonly string[] Events = [RelationalEventId.CommandExecuted.Name!, RelationalEventId.CommandError.Name!];

    private readonly List<IDisposable> subscriptions = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            subscriptions.Add(value.Subscribe(this, (name, _, _) => Activity.Current is not null && Events.Contains(name)));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not CommandEndEventData end)
            return;
        var text = end.Command.CommandText;
        using var span = Instruments.Spans.CreateActivity(text.Split([' ', '\r', '\n'], 2)[0], ActivityKind.Client);
        if (span is null)
            return;
        span.SetStartTime(end.StartTime.UtcDateTime);
        span.Start();
        span.SetTag("db.system.name", end.Context?.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true ? "sqlite" : "microsoft.sql_server");
        span.SetTag("db.query.text", text);
        if (end is CommandErrorEventData error)
        {
            span.SetTag("error.type", error.Exception.GetType().FullName);
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.SetEndTime(end.StartTime.UtcDateTime + end.Duration);
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => subscriptions.ForEach(s => s.Dispose());
}
