using System.Globalization;
using System.Text;

namespace CsmPartners.Web.Site.Citations;

/// <summary>A citation as an entry of a bibliography for BibLaTeX and Biber, which read UTF-8.</summary>
internal static class BibTex
{
    public const string MediaType = "application/x-bibtex; charset=utf-8";

    // Braces are counted even behind a backslash, so that they have to be named.
    private static readonly Dictionary<char, string> Special = new()
    {
        ['\\'] = @"\textbackslash{}", ['{'] = @"\textbraceleft{}", ['}'] = @"\textbraceright{}", ['~'] = @"\textasciitilde{}", ['^'] = @"\textasciicircum{}",
        ['%'] = @"\%", ['&'] = @"\&", ['_'] = @"\_", ['#'] = @"\#", ['$'] = @"\$",
    };

    private static readonly string[] Babel = ["kazakh", "russian", "british"];

    public static string Of(Citation citation, string key) =>
        $$"""
        @online{{{key}},
          author     = {{{Words(citation.Author)}}},
          title      = {{{Words(citation.Title.Text)}}},
          titleaddon = {{{Words(citation.Site)}}},
          date       = {{{Day(citation.Changed)}}},
          url        = {{{Address(citation.Address)}}},
          urldate    = {{{Day(citation.Accessed)}}},
          langid     = {{{Babel[citation.Language.Index]}}},
        }

        """;

    private static string Words(string text) => text.Aggregate(new StringBuilder("{"), (words, c) => Special.TryGetValue(c, out var named) ? words.Append(named) : words.Append(c)).Append('}').ToString();

    // Taken as it stands; the server's own encoding leaves none of these.
    private static string Address(string address) => address.Replace("{", "%7B", StringComparison.Ordinal).Replace("}", "%7D", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
