using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using CsmPartners.Entries;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Admin;
using CsmPartners.Web.Admin.Guide;

namespace CsmPartners.Tests.Site;

/// <summary>Every page as HTML: what may stand in what, and what refers to what. <see cref="Conformance"/> has the rules.</summary>
public sealed class ConformanceTests(OneLanguageSite site) : IClassFixture<OneLanguageSite>
{
    private static readonly HtmlParser Parser = new(new HtmlParserOptions { IsStrictMode = true });

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Every_public_page_conforms(string language)
    {
        using var visitor = site.Visitor();
        string[] more =
        [
            "partners?institution=museum&country=fr", "partners?country=zz", "partners?partner=nobody", "timeline?year=2014", "timeline?page=2", "map?country=fr", "exhibitions?partner=kk-partner&year=1999", "search?q=2014", "search?q=qqqqqq",
            "search?q=%D0%BC%D1%83%D0%B7%D0%B5%D0%B9&kind=partner", "contact?about=partner:kk-partner", "contact/thanks?about=partner:kk-partner", "nowhere", "exhibitions/kk-withdrawn", "display?from=%2Fen",
        ];
        var pages = new Checked();
        foreach (var path in site.Paths().Concat(more))
            await pages.AskAsync(visitor, path.In(language));
        using (var contact = await visitor.GetPageAsync("contact".In(language)))
        using (var refused = await visitor.PostFormAsync(contact, VisitorsLetters.Form, [("text", ""), ("email", "nobody")]))
            await pages.CheckAsync(refused, "an empty letter");
        pages.AssertSound(100);
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task Every_screen_of_the_desk_conforms(string language)
    {
        using var person = await site.StaffAsync(StaffRole.Administrator, language);
        var pages = new Checked();
        foreach (var address in site.DeskActions().Where(a => a.Method == "GET").SelectMany(a => Fill(a.Address, person.Id)).Distinct())
            await pages.AskAsync(person, address);
        string[] more =
        [
            "/admin/partners?q=qqqqqq", "/admin/exhibitions?state=nonsense", "/admin/nowhere", "/admin/entries/0", "/admin/media?q=qqqqqq", "/admin/letters?state=all", "/admin/audit?who=0",
            .. site.Entries.Take(3).Select(id => $"/admin/entries/{id}/compare?from=1&to=2"), $"/admin/entries/{site.Entries[0]}/merge?other=ru-partner",
        ];
        foreach (var address in more)
            await pages.AskAsync(person, address);
        foreach (var kind in EntryKinds.Activities.Append(EntryKind.Partner).Append(EntryKind.Page))
        {
            using var empty = await person.GetPageAsync($"{DeskLinks.New(kind)}");
            using var refused = await person.PostFormAsync(empty, DeskEntries.EditForm, [("Starts", "someday"), ("Slug", "Not An Address")]);
            await pages.CheckAsync(refused, $"a {kind} that was refused");
        }

        using var stranger = DeskClient.Stranger(site, language);
        foreach (var address in new[] { "/admin/sign-in", "/admin/password", "/admin/password/new?key=x", "/admin/invitation?key=x" })
            await pages.AskAsync(stranger, address);
        pages.AssertSound(100);
    }

    private IEnumerable<string> Fill(string address, int person)
    {
        var names = address.Contains("/media/", StringComparison.Ordinal) ? site.Files
            : address.Contains("/letters/", StringComparison.Ordinal) ? [site.Letter]
            : address.Contains("/people/", StringComparison.Ordinal) ? [person]
            : site.Entries.Append(site.Deleted);
        return from number in address.Contains("{id", StringComparison.Ordinal) ? names : [0]
               from list in address.Contains("{list", StringComparison.Ordinal) ? EntryKinds.Activities.Append(EntryKind.Partner).Append(EntryKind.Page).Select(k => k.DeskList()) : [""]
               from name in address.Contains("{name", StringComparison.Ordinal) ? GuideText.In(Language.En).Select(t => t.Name) : [""]
               from language in address.Contains("language}", StringComparison.Ordinal) ? Language.All.Select(l => l.Code) : [""]
               select Regex.Replace(address, @"\{(?<name>\w+)[^}]*\}", m => m.Groups["name"].Value switch { "id" => $"{number}", "list" => list, "name" => name, _ => language }, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }

    private sealed class Checked
    {
        private readonly List<string> faults = [];

        private int number;

        public async Task AskAsync(HttpClient client, string address)
        {
            using var response = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            await CheckAsync(response, address);
        }

        public async Task CheckAsync(HttpResponseMessage response, string called)
        {
            if (response.StatusCode >= HttpStatusCode.InternalServerError)
                faults.Add($"{called} answered {(int)response.StatusCode}");
            if (response.Content.Headers.ContentType?.MediaType != "text/html")
                return;
            number++;
            var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            try
            {
                using var page = Parser.ParseDocument(html);
                faults.AddRange(Conformance.FaultsOf(page).Select(fault => $"{called}: {fault}"));
            }
            catch (HtmlParseException e)
            {
                faults.Add($"{called}: {e.Message} at {e.Position}");
            }
        }

        public void AssertSound(int least)
        {
            Assert.True(faults.Count == 0, string.Join('\n', faults));
            Assert.True(number >= least, $"{number} pages");
        }
    }
}
