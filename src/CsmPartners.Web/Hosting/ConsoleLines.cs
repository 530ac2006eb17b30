using System.Text;
using System.Threading.Channels;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;
using Serilog.Formatting;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Writes to standard output what has come together since the last look, many lines in one go: a write and a waking of a thread for each
/// line cost as much as the answer to a visitor. What a reader of the output does not take in time is left out, and the log says how much.
/// </summary>
public sealed class ConsoleLines : ILogEventSink, IDisposable
{
    private const int MostWaiting = 10_000;

    // What is lost at most when the process is killed.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Stream console;
    private readonly ITextFormatter form;
    private readonly TimeProvider clock;
    private readonly Channel<LogEvent> waiting;
    private readonly ManualResetEventSlim ended = new();
    private readonly Thread writer;
    private int lost;

    public ConsoleLines(Stream console, ITextFormatter form, TimeProvider clock)
    {
        (this.console, this.form, this.clock) = (console, form, clock);
        waiting = Channel.CreateBounded<LogEvent>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            _ => Interlocked.Increment(ref lost));
        writer = new Thread(WriteAll) { IsBackground = true, Name = "log" };
        writer.Start();
    }

    public void Emit(LogEvent logEvent) => waiting.Writer.TryWrite(logEvent);

    /// <summary>Returns when all has been written.</summary>
    public void Dispose()
    {
        ended.Set();
        writer.Join();
        ended.Dispose();
        console.Dispose();
    }

    private void WriteAll()
    {
        using var bytes = new MemoryStream();
        using var text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        bool isLast;
        do
        {
            isLast = ended.Wait(Pause);
            while (waiting.Reader.TryRead(out var line))
                Add(line, text);
            if (Interlocked.Exchange(ref lost, 0) is > 0 and var count)
                Add(Loss(count), text);
            text.Flush();
            Write(bytes);
        }
        while (!isLast);
    }

    private void Add(LogEvent line, StreamWriter text)
    {
        try
        {
            form.Format(line, text);
        }
#pragma warning disable CA1031 // What a line holds may fail in any way when it is written out; on a thread of its own that would end the program.
        catch (Exception e)
#pragma warning restore CA1031
        {
            SelfLog.WriteLine("A line of the log could not be written: {0}", e);
        }
    }

    private void Write(MemoryStream bytes)
    {
        try
        {
            console.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (IOException e)
        {
            // The disk that the output goes to is full, or its reader is gone: the site goes on without a log.
            SelfLog.WriteLine("The log could not be written: {0}", e.Message);
        }

        bytes.SetLength(0);
    }

    private LogEvent Loss(int count) => new(
        clock.GetUtcNow(),
        LogEventLevel.Warning,
        exception: null,
        new Serilog.Parsing.MessageTemplateParser().Parse("{Count} lines of the log were left out: its reader is too slow"),
        [new LogEventProperty("Count", new ScalarValue(count))]);
}
