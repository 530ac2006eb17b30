using CsmPartners.Web.Hosting;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace CsmPartners.Tests.Hosting;

public sealed class ConsoleLinesTests
{
    [Fact]
    public void Every_line_is_written_in_order_before_the_end()
    {
        using var console = new KeptStream();
        using (var lines = new ConsoleLines(console, new Plain(), TimeProvider.System))
        {
            for (var number = 0; number < 5000; number++)
                lines.Emit(Line($"line {number}"));
        }

        Assert.Equal(Enumerable.Range(0, 5000).Select(n => $"line {n}"), console.Lines);
    }

    [Fact]
    public void Lines_that_the_reader_does_not_take_hold_nobody_up_and_are_counted()
    {
        using var console = new KeptStream();
        console.Gate.Reset();
        using (var lines = new ConsoleLines(console, new Plain(), TimeProvider.System))
        {
            lines.Emit(Line("first"));
            Assert.True(console.Reached.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            // Nobody reads: this returns all the same.
            for (var number = 0; number < 10_100; number++)
                lines.Emit(Line($"line {number}"));
            console.Gate.Set();
        }

        Assert.Equal("100 lines of the log were left out: its reader is too slow", console.Lines[^1]);
        Assert.Equal(10_002, console.Lines.Count);
    }

    [Fact]
    public void An_output_that_breaks_stops_nothing()
    {
        using var console = new KeptStream { IsBroken = true };
        using var lines = new ConsoleLines(console, new Plain(), TimeProvider.System);
        lines.Emit(Line("lost"));
        Assert.True(console.Reached.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        console.IsBroken = false;
        lines.Emit(Line("written"));
        lines.Dispose();
        Assert.Equal(["written"], console.Lines);
    }

    [Fact]
    public void A_line_that_cannot_be_written_out_stops_nothing()
    {
        using var console = new KeptStream();
        using (var lines = new ConsoleLines(console, new Plain(), TimeProvider.System))
        {
            lines.Emit(new LogEvent(DateTimeOffset.UnixEpoch, LogEventLevel.Information, null, new MessageTemplateParser().Parse("{What}"), [new LogEventProperty("What", new ScalarValue(new Unspeakable()))]));
            lines.Emit(Line("written"));
        }

        Assert.Equal(["written"], console.Lines);
    }

    private static LogEvent Line(string text) => new(DateTimeOffset.UnixEpoch, LogEventLevel.Information, null, new MessageTemplateParser().Parse(text), []);

    private sealed class Unspeakable : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => throw new InvalidOperationException("no words");
    }

    private sealed class Plain : ITextFormatter
    {
        public void Format(LogEvent logEvent, TextWriter output) => output.WriteLine(logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed class KeptStream : MemoryStream
    {
        private readonly MemoryStream kept = new();

        public ManualResetEventSlim Gate { get; } = new(initialState: true);

        public ManualResetEventSlim Reached { get; } = new();

        public bool IsBroken { get; set; }

        public List<string> Lines => [.. System.Text.Encoding.UTF8.GetString(kept.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (count == 0)
                return;
            var isBroken = IsBroken;
            Reached.Set();
            Gate.Wait();
            if (isBroken)
                throw new IOException("No space left on device");
            kept.Write(buffer, offset, count);
        }
    }
}
