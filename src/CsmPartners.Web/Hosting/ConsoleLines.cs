using System.Globalization;
using System.Text;
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

    [ThreadStatic]
    private static StringWriter? line;

    private readonly Stream console;
    private readonly ITextFormatter form;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    // Without spinning: nearly every look lasts as long as the pause.
    private readonly ManualResetEventSlim ended = new(initialState: false, spinCount: 0);
    private readonly Thread writer;
    private Lines waiting = new();
    private int lost;

    public ConsoleLines(Stream console, ITextFormatter form, TimeProvider clock)
    {
        (this.console, this.form, this.clock) = (console, form, clock);
        writer = new Thread(WriteAll) { IsBackground = true, Name = "log" };
        writer.Start();
    }

    // Put into words here and now, while what it tells of is as it was.
    public void Emit(LogEvent logEvent)
    {
        if (WordsOf(logEvent) is not { } words)
            return;
        lock (gate)
        {
            if (waiting.Count < MostWaiting)
                waiting.Add(words);
            else
                lost++;
        }
    }

    /// <summary>Returns when all has been written.</summary>
    public void Dispose()
    {
        ended.Set();
        writer.Join();
        ended.Dispose();
        // Whoever reports something even now is told by the stream that it is closed, which Serilog takes.
        lock (gate)
            waiting.Dispose();
        console.Dispose();
    }

    private void WriteAll()
    {
        var taken = new Lines();
        bool isLast;
        do
        {
            isLast = ended.Wait(Pause);
            lock (gate)
            {
                if (lost > 0 && WordsOf(Loss(lost)) is { } words)
                    waiting.Add(words);
                lost = 0;
                (taken, waiting) = (waiting, taken);
            }

            Write(taken);
        }
        while (!isLast);
        taken.Dispose();
    }

    private StringBuilder? WordsOf(LogEvent logEvent)
    {
        var output = line ??= new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var words = output.GetStringBuilder().Clear();
        try
        {
            form.Format(logEvent, output);
            return words;
        }
#pragma warning disable CA1031 // What a line holds may fail in any way when it is written out; whoever reports something must not fail by it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            SelfLog.WriteLine("A line of the log could not be written: {0}", e);
            return null;
        }
    }

    private void Write(Lines lines)
    {
        try
        {
            lines.WriteTo(console);
        }
        catch (IOException e)
        {
            // The disk that the output goes to is full, or its reader is gone: the site goes on without a log.
            SelfLog.WriteLine("The log could not be written: {0}", e.Message);
        }

        lines.Clear();
    }

    private LogEvent Loss(int count) => new(
        clock.GetUtcNow(),
        LogEventLevel.Warning,
        exception: null,
        new Serilog.Parsing.MessageTemplateParser().Parse("{Count} lines of the log were left out: its reader is too slow"),
        [new LogEventProperty("Count", new ScalarValue(count))]);

    private sealed class Lines : IDisposable
    {
        private readonly MemoryStream bytes = new();
        private readonly StreamWriter text;

        public Lines() => text = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        public int Count { get; private set; }

        public void Add(StringBuilder line)
        {
            text.Write(line);
            Count++;
        }

        public void WriteTo(Stream output)
        {
            text.Flush();
            if (bytes.Length > 0)
                output.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
        }

        public void Clear()
        {
            bytes.SetLength(0);
            Count = 0;
        }

        public void Dispose() => text.Dispose();
    }
}
