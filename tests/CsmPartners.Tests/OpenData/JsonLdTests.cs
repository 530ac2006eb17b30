using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.OpenData;

/// <summary>Our JSON-LD as others read it.</summary>
public sealed class JsonLdTests(DataSite site) : IClassFixture<DataSite>
{
    private const string Type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

    [Fact]
    public async Task Every_page_says_the_same_kind_of_each_thing_in_every_language()
    {
        using var visitor = site.Visitor();
        var addresses = SitemapFile.Read(await visitor.TextAsync("/sitemap.xml")).Select(l => l.Address).ToList();
        var blocks = new List<JsonNode>();
        foreach (var address in addresses)
        {
            // One title holds a carriage return, which HTML can only write in a way that a strict reader minds.
            using var page = await new HtmlParser().ParseDocumentAsync(await visitor.TextAsync(address), TestContext.Current.CancellationToken);
            blocks.Add(JsonNode.Parse(page.QuerySelectorAll("script[type='application/ld+json']").Single().TextContent)!);
        }

        var statements = await JsonLd.StatementsAsync(blocks);
        Assert.Equal(blocks.Count, statements.Select(s => s.Document).Distinct().Count());
        Assert.All(statements, IsWhole);
        Assert.All(
            addresses.Index(),
            a => Assert.Contains(statements, s => s.Document == a.Index && s.Subject == a.Item && s.Predicate == Type && s.Object.EndsWith("Page", StringComparison.Ordinal)));
        var things = statements.Where(s => s.Subject.StartsWith($"{site.Origin}/id/", StringComparison.Ordinal)).ToList();
        var kinds = things.Where(s => s.Predicate == Type).GroupBy(s => s.Subject, s => (s.Document, s.Object)).ToList();
        Assert.True(kinds.Count > 80, $"{kinds.Count} things");
        foreach (var thing in kinds)
        {
            var said = thing.GroupBy(t => t.Document, t => t.Object).Select(g => string.Join(' ', g.Order(StringComparer.Ordinal))).Distinct();
            Assert.True(said.Count() == 1, $"{thing.Key} is {string.Join(" and ", said)}");
        }
    }

    [Fact]
    public async Task Every_Linked_Art_document_speaks_of_the_entry_whose_address_it_has()
    {
        using var visitor = site.Visitor();
        var published = site.Services.GetRequiredService<PublishedSiteKeeper>().Current!;
        var entries = published.Partners.Concat<CsmPartners.Entries.Entry>(published.Activities).ToList();
        var documents = new List<JsonNode>();
        foreach (var entry in entries)
            documents.Add(await visitor.JsonAsync(Links.LinkedArt(entry), mediaType: "application/ld+json"));
        var statements = await JsonLd.StatementsAsync(documents);
        Assert.All(statements, IsWhole);
        Assert.All(entries.Index(), e => Assert.Contains(statements, s => s.Document == e.Index && s.Subject == site.Origin + Links.Id(e.Item) && s.Predicate == Type));
    }

    private static void IsWhole(JsonLd.Statement statement)
    {
        Assert.True(statement.Subject.StartsWith("_:", StringComparison.Ordinal) || Uri.TryCreate(statement.Subject, UriKind.Absolute, out _), statement.Subject);
        Assert.True(Uri.TryCreate(statement.Predicate, UriKind.Absolute, out _), statement.Predicate);
        Assert.NotEqual("", statement.Object);
    }
}
