using System.Text.RegularExpressions;
using AngleSharp.Dom;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Site;

/// <summary>Partners that visitors do not see, wherever an entry can name one, leave no empty place, label or pair of brackets behind.</summary>
public sealed partial class HolesTests(HolesTests.Site site) : IClassFixture<HolesTests.Site>
{
    private static readonly string[] Lists = ["partners", "countries", "projects", "exhibitions", "trainings", "agreements", "events", "publications", "timeline", "map", "search?q=hole", "search?q=" + Site.Unseen, ""];

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task No_page_has_an_empty_place(string language)
    {
        using var visitor = site.Visitor();
        var faults = new List<string>();
        var addresses = Lists.Select(l => $"/{language}/{l}".TrimEnd('/')).Concat(site.Pages.Select(p => $"/{language}/{p}")).ToList();
        foreach (var address in addresses)
        {
            using var page = await visitor.GetPageAsync(address);
            faults.AddRange(page.QuerySelectorAll("main dt, main dd, main li, main h1, main h2, main h3, main a, main figcaption").Where(IsEmpty).Select(e => $"{address}: empty {e.OuterHtml}"));
            faults.AddRange(page.QuerySelectorAll("main dt").Where(d => d.NextElementSibling?.LocalName != "dd").Select(d => $"{address}: {d.TextContent} says nothing"));
            faults.AddRange(page.QuerySelectorAll("main dd, main li, main h1, main h2, main h3, head title, main figcaption").Select(e => Blanks().Replace(e.TextContent, " ").Trim()).Where(t => Dangling().IsMatch(t)).Select(t => $"{address}: “{t}”"));
            faults.AddRange(page.QuerySelectorAll("script[type='application/ld+json'], meta[content]").Select(e => e.GetAttribute("content") ?? e.TextContent).Where(t => EmptyJson().IsMatch(t)).Select(t => $"{address}: {t}"));
            // A search repeats what was asked.
            if (!address.EndsWith(Site.Unseen, StringComparison.Ordinal))
                Assert.DoesNotContain(Site.Unseen, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }

        Assert.Equal([], faults.Distinct());
    }

    [Theory]
    [InlineData("kk")]
    [InlineData("ru")]
    [InlineData("en")]
    public async Task What_machines_read_has_no_empty_place(string language)
    {
        using var visitor = site.Visitor();
        var faults = new List<string>();
        foreach (var address in new[] { $"/{language}/feed.xml", $"/{language}/calendar.ics" }.Concat(site.Pages.SelectMany(p => new[] { $"/{language}/{p}/cite.bib", $"/{language}/{p}/cite.ris" })))
        {
            var text = await visitor.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            faults.AddRange(text.Split('\n').Select(l => l.Trim()).Where(l => EmptyLine().IsMatch(l)).Select(l => $"{address}: {l}"));
            Assert.DoesNotContain(Site.Unseen, text, StringComparison.Ordinal);
        }

        Assert.Equal([], faults);
    }

    [Fact]
    public async Task Open_data_hold_no_venue_without_a_place()
    {
        using var visitor = site.Visitor();
        using var venues = System.Text.Json.JsonDocument.Parse(await visitor.GetStringAsync(new Uri("/data/v1/venues.json", UriKind.Relative), TestContext.Current.CancellationToken));
        var rows = Rows(venues.RootElement).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(row.EnumerateObject(), p => (p.Name.StartsWith("partner", StringComparison.Ordinal) || p.Name.StartsWith("name", StringComparison.Ordinal)
            || p.Name.StartsWith("city", StringComparison.Ordinal) || p.Name.StartsWith("country", StringComparison.Ordinal)) && p.Value.ValueKind is not System.Text.Json.JsonValueKind.Null));

        static IEnumerable<System.Text.Json.JsonElement> Rows(System.Text.Json.JsonElement root) =>
            root.ValueKind == System.Text.Json.JsonValueKind.Array ? root.EnumerateArray() : root.EnumerateObject().First(p => p.Value.ValueKind == System.Text.Json.JsonValueKind.Array).Value.EnumerateArray();
    }

    [Theory]
    [InlineData("kk", "әлі жарияланған жоқ")]
    [InlineData("ru", "которых на сайте нет")]
    [InlineData("en", "which are not on the site")]
    public async Task Whoever_publishes_is_told_what_visitors_will_not_see(string language, string told)
    {
        using var publisher = await site.StaffAsync(StaffRole.Publisher, language);
        var id = await site.EntryAsync(EntriesOfTests.Exhibition($"Told {language}", site.Draft));
        using var page = await publisher.GetPageAsync($"/admin/entries/{id}");
        Assert.Contains(told, page.TextOf(".unseen"), StringComparison.Ordinal);
        Assert.Equal($"/admin/entries/{site.Draft}", page.QuerySelector(".unseen a")!.GetAttribute("href"));
    }

    /// <summary>What is published later is there at once, though the activity has not changed.</summary>
    [Fact]
    public async Task A_partner_that_is_published_later_takes_its_place()
    {
        var partner = await site.EntryAsync(EntriesOfTests.Partner(CsmPartners.Tests.Admin.ListsTests.Word()));
        var form = EntriesOfTests.Exhibition("Later partner hole", partner);
        form.Venues.Add(new VenueItem { Key = "b1", PartnerId = partner, From = "2027-03" });
        await site.PublishedAsync(form);
        using var visitor = site.Visitor();
        using (var before = await visitor.GetPageAsync("/ru/exhibitions/later-partner-hole"))
            Assert.DoesNotContain("2027", before.TextOf("main dl"), StringComparison.Ordinal);
        await site.PublishNewestAsync(partner);
        using var after = await visitor.GetPageAsync("/ru/exhibitions/later-partner-hole");
        Assert.Contains("(март 2027", after.TextOf("main dl"), StringComparison.Ordinal);
    }

    private static bool IsEmpty(IElement element) => element.Closest("svg") is null && element.TextContent.Trim().Length == 0 && element.QuerySelector("img, svg, input, button, select") is null && !element.HasAttribute("hidden");

    // Brackets and separators that something should stand in or beside.
    [GeneratedRegex(@"\(\s*\)|«\s*»|^\(|^[,;·]|[,;·(]$|,\s*,|:\s*\(", RegexOptions.None, 1000)]
    private static partial Regex Dangling();

    [GeneratedRegex(@":\s*(""""|\[\]|\{\})|\(\s*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyJson();

    [GeneratedRegex(@"^(LOCATION|DESCRIPTION|SUMMARY|GEO|CATEGORIES|(?!ER)[A-Z][A-Z0-9]  -)\s*:?\s*$|= \{\s*\},?$|<(title|summary|name)[^>]*>\s*</|\(\s*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyLine();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    public sealed class Site : TestSite, IAsyncLifetime
    {
        /// <summary>In the name of whatever visitors do not see.</summary>
        public const string Unseen = "Көрінбейтін";

        public List<string> Pages { get; } = [];

        public int Draft { get; private set; }

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await base.InitializeAsync();
            Draft = await this.EntryAsync(EntriesOfTests.Partner($"{Unseen} 1"));
            var withdrawn = await this.PublishedAsync(EntriesOfTests.Partner($"{Unseen} 2"));
            await this.WithdrawAsync(withdrawn, new("а", "б", "c"));
            var binned = await this.EntryAsync(EntriesOfTests.Partner($"{Unseen} 3"));
            await this.SetAsync(binned, copy => copy.DeletedAt = DateTime.UnixEpoch);
            var whole = await this.EntryAsync(new ProjectForm { Title = new($"{Unseen} 4", $"{Unseen} 4", $"{Unseen} 4"), Type = "Research" });
            int[] partners = [Draft, withdrawn, binned];
            ActivityForm[] forms = [new ProjectForm { Type = "Research" }, new ExhibitionForm(), new ExhibitionForm { Direction = "Hosted" }, new TrainingForm(), new AgreementForm(), new EventForm(), new PublicationForm()];
            foreach (var (i, form) in forms.Index())
            {
                form.Title = new($"Hole {i}", $"Hole {i}", $"Hole {i}");
                form.Starts = i % 2 == 0 ? "2027-03" : "";
                form.PartOfId = whole;
                form.Participations = [.. partners.Select((p, n) => new ParticipationItem { Key = $"a{n}", PartnerId = p, Role = "Lender" })];
                form.Venues = [.. partners.Select((p, n) => new VenueItem { Key = $"b{n}", PartnerId = p, From = "2027-03" })];
                form.People = [new PersonItem { Key = "c1", Name = new("Адам", "", "") }];
                await this.PublishedAsync(form);
            }

            await this.PublishedAsync(new PartnerForm { Title = new("Hole partner", "", ""), Institution = "Museum", Country = "FR" });
            await using var db = Database();
            foreach (var entry in await db.Entries.Where(e => e.State == EntryState.Published && e.Slug.StartsWith("hole")).ToListAsync(TestContext.Current.CancellationToken))
                Pages.Add($"{entry.Kind.List()}/{entry.Slug}");
            Assert.True(Pages.Count > 7, string.Join(", ", Pages));
        }
    }
}
