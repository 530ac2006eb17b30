using System.Text;
using CsCheck;
using CsmPartners.Entries;
using CsmPartners.Tests.Support;
using CsmPartners.Web.OpenData;
using CsmPartners.Web.OpenData.Tables;
using CsmPartners.Web.Site.Calendars;
using CsmPartners.Web.Site.Citations;
using CsmPartners.Web.Site.Machines;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>Texts of the record in formats of lines and fields: none begins a line or field of its own.</summary>
public sealed class SentTextTests
{
    private static readonly Gen<string> Texts = Hostile.Among(
        Gen.OneOf(
            "House; of, many\\names", "=HYPERLINK(\"http://evil.example\")", "+7", "-2", "@SUM(A1)", "'", "\"", "\"\"", ",", ";", "\r\nEND:VEVENT\r\nBEGIN:VALARM\r\n", "\nTY  - BOOK\nER  - \n", "\rER  - ", "}", "{", "},\n  url = {x}", "\\", "\\n", "%", "$", "~^", "|"),
        longest: 2000);

    [Fact]
    public Task A_table_has_the_texts_in_their_own_cells_and_no_formula() => Gen.Select(Texts, Texts, Gen.Bool).ObeyAsync(async typed =>
    {
        var partner = new Partner { Id = 1, Slug = "house", Country = "FR", Title = new(typed.Item1, typed.Item2, "House"), Acronyms = [typed.Item2, "B"] };
        using var file = new MemoryStream();
        await PartnerTables.Partners.WriteCsvAsync(file, new Source(SmallSite.Of(partner), SmallSite.Origin), new CsvForm(WithMark: false, IsRegional: typed.Item3), TestContext.Current.CancellationToken);
        var lines = Rfc4180.Read(Encoding.UTF8.GetString(file.ToArray()), typed.Item3 ? ';' : ',');
        Assert.Equal(2, lines.Count);
        Assert.Equal(lines[0].Count, lines[1].Count);
        var cells = lines[0].Zip(lines[1]).ToDictionary(c => c.First, c => c.Second);
        foreach (var (name, text) in new[] { ("title_kk", typed.Item1), ("title_ru", typed.Item2) })
        {
            Assert.Equal(Sent(text), cells[name].StartsWith('\'') ? cells[name][1..] : cells[name]);
            Assert.DoesNotContain(cells[name].FirstOrDefault(), "=+-@\t\r\n");
        }
    });

    [Fact]
    public void A_citation_has_its_fields_and_no_other() => Gen.Select(Texts, Texts).Obey(typed =>
    {
        var (title, author) = (OneLine.Of(typed.Item1), OneLine.Of(typed.Item2));
        var day = new DateOnly(2026, 1, 1);
        var citation = new Citation(Language.Ru, new LocalText(title, Language.Ru), author, "Сайт", "Алматы", SmallSite.Origin + "/ru/partners/house", day, day);
        var (type, key, fields) = Bib.Read(BibTex.Of(citation, "csm-ru"));
        Assert.Equal(("online", "csm-ru"), (type, key));
        Assert.Equal(["author", "title", "titleaddon", "date", "url", "urldate", "langid"], fields.Keys);
        Assert.Equal(("{" + title + "}", "{" + author + "}"), (Bib.Plain(fields["title"]), Bib.Plain(fields["author"])));

        var lines = Ris.Of(citation).Split(["\r\n", "\r", "\n", "\u0085", "\u2028", "\u2029", "\v", "\f"], StringSplitOptions.None);
        Assert.Equal(["TY", "AU", "TI", "T2", "PY", "DA", "UR", "Y2", "LA", "ER", ""], lines.Select(l => l.Split("  - ")[0]));
        Assert.Equal(("AU  - " + author, "TI  - " + title), (lines[1], lines[2]));
        Assert.Equal(Sent(title), title);
    });

    [Fact]
    public Task A_calendar_has_one_event_and_the_lines_that_belong_to_it() => Gen.Select(Texts, Texts, Texts).ObeyAsync(async typed =>
    {
        var show = new Exhibition
        {
            Id = 1,
            Slug = "show",
            Title = new(typed.Item1, "", "x"),
            Summary = new(typed.Item2, "", ""),
            Period = new Period { Starts = PartialDate.Parse("2014-05-07") },
            Venues = [new Venue { Name = new(typed.Item3, "", "") }],
            ChangedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        };
        using var file = new MemoryStream();
        await new Calendar(SmallSite.Of(show), Language.Kk, SmallSite.Origin).WriteAsync(file);
        var text = Encoding.UTF8.GetString(file.ToArray());
        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        var lines = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        Assert.DoesNotContain(string.Concat(lines), c => char.IsControl(c));
        var names = lines.SkipWhile(l => l != "BEGIN:VEVENT").Select(l => l.Split(':', ';')[0]).Where(name => name is not ("SUMMARY" or "LOCATION")).ToList();
        Assert.Equal(["BEGIN", "UID", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "DESCRIPTION", "CATEGORIES", "URL", "TRANSP", "END", "END", ""], names);
        Assert.InRange(lines.Count(l => l.StartsWith("SUMMARY", StringComparison.Ordinal)), 0, 1);
        Assert.InRange(lines.Count(l => l.StartsWith("LOCATION", StringComparison.Ordinal)), 0, 1);
        // Neither a comma nor a semicolon may stand alone in a text.
        foreach (var line in lines.Where(l => l.StartsWith("SUMMARY", StringComparison.Ordinal)))
            Assert.Matches(@"^SUMMARY;LANGUAGE=(kk|en):([^\\;,]|\\[\\;,n])*$", line);
    });

    /// <summary>As UTF-8 can carry it: without halves of characters.</summary>
    private static string Sent(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
