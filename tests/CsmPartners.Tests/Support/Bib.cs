using System.Text;

namespace CsmPartners.Tests.Support;

/// <summary>One entry of a bibliography, read as BibTeX does: braces are counted, a backslash before one or not.</summary>
internal static class Bib
{
    private static readonly (string Named, string Letter)[] Names =
    [
        (@"\textbackslash{}", "\\"), (@"\textbraceleft{}", "{"), (@"\textbraceright{}", "}"), (@"\textasciitilde{}", "~"), (@"\textasciicircum{}", "^"),
        (@"\%", "%"), (@"\&", "&"), (@"\_", "_"), (@"\#", "#"), (@"\$", "$"),
    ];

    public static (string Type, string Key, Dictionary<string, string> Fields) Read(string text)
    {
        Assert.StartsWith("@", text, StringComparison.Ordinal);
        var open = text.IndexOf('{', StringComparison.Ordinal);
        var end = Closing(text, open);
        Assert.Equal("", text[(end + 1)..].Trim());
        var comma = text.IndexOf(',', open);
        var fields = new Dictionary<string, string>();
        for (var at = comma + 1; text[at..end].Trim().Length > 0;)
        {
            var equals = text.IndexOf('=', at);
            var from = text.IndexOf('{', equals);
            Assert.Equal("", text[(equals + 1)..from].Trim());
            var to = Closing(text, from);
            fields.Add(text[at..equals].Trim(), text[(from + 1)..to]);
            Assert.Equal(',', text[to + 1]);
            at = to + 2;
        }

        return (text[1..open], text[(open + 1)..comma], fields);
    }

    /// <summary>The text that TeX would set.</summary>
    public static string Plain(string value)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < value.Length;)
        {
            var (named, letter) = Names.FirstOrDefault(n => value.AsSpan(at).StartsWith(n.Named, StringComparison.Ordinal));
            if (named is null)
                Assert.DoesNotContain(value[at], "\\%&_#$~^");
            plain.Append(letter ?? value[at].ToString());
            at += named?.Length ?? 1;
        }

        return plain.ToString();
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
            if (depth == 0)
                return at;
        }

        throw new Xunit.Sdk.XunitException($"A brace is never closed: {text}");
    }
}
