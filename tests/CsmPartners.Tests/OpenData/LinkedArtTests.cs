using System.Net;
using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.OpenData;
using CsmPartners.Web.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.OpenData;

public sealed class LinkedArtTests(DataSite site) : IClassFixture<DataSite>
{
    private const string MediaType = "application/ld+json";

    private PublishedSite Published => site.Services.GetRequiredService<PublishedSiteKeeper>().Current!;

    [Fact]
    public async Task Every_document_has_the_shape_that_Linked_Art_asks_for_and_names_nothing_that_is_not_there()
    {
        using var client = site.Visitor();
        var anchors = Vocabulary.All.SelectMany(v => v.Terms).Select(t => $"{site.Origin}/data#{t.Anchor}").ToHashSet();
        var queue = new Queue<(string Address, string Id, string Type)>(Published.Partners.Concat<Entry>(Published.Activities).Select(e => (Links.Id(e), site.Origin + Links.Id(e), ClassOf(e))));
        var seen = queue.Select(q => q.Id).ToHashSet();
        var documents = 0;
        while (queue.TryDequeue(out var next))
        {
            using var answer = await FollowAsync(client, next.Address);
            var document = await answer.JsonAsync(mediaType: MediaType);
            Assert.Equal("application/ld+json; profile=\"https://linked.art/ns/v1/linked-art.json\"", answer.Content.Headers.ContentType!.ToString().Replace(";profile", "; profile", StringComparison.Ordinal));
            Assert.Equal((next.Id, next.Type), (document.Text("id"), document.Text("type")));
            Assert.Equal([], LinkedArtShapes.Faults(document).Select(f => $"{next.Address}: {f}"));
            documents++;
            foreach (var (id, type) in LinkedArtShapes.References(document, site.Origin))
            {
                if (type == "Type")
                    Assert.Contains(id, anchors);
                else if (type == "DigitalObject")
                    using (await client.GetPageAsync(id[site.Origin.Length..]))
                        continue;
                else if (seen.Add(id))
                    queue.Enqueue((id[site.Origin.Length..], id, type));
            }
        }

        Assert.True(documents > Published.Partners.Count + Published.Activities.Count + 30, $"{documents} documents");
    }

    [Fact]
    public async Task A_partner_is_a_group_with_its_names_place_and_other_identities()
    {
        using var client = site.Visitor();
        var partner = Published.Partners.Single(p => p.Slug == "kunstkamera");
        var group = await client.JsonAsync(Links.LinkedArt(partner), mediaType: MediaType);
        Assert.Equal(("Group", partner.Title.En), (group.Text("type"), group.Text("_label")));
        var names = group["identified_by"]!.AsArray().Select(n => (n!.Text("content"), n!["language"]?[0]!.Text("id").Split('/')[^1])).ToList();
        Assert.All(Language.All, l => Assert.Contains((partner.Title[l], l.Code), names));
        Assert.Contains("http://vocab.getty.edu/aat/300312281", Ids(group["classified_as"]));
        var known = await client.JsonAsync(Links.LinkedArt(Published.Partners.Single(p => p.Slug == "hostile-1")), mediaType: MediaType);
        Assert.Equal(["http://www.wikidata.org/entity/Q6373", "https://ror.org/0534yfa71"], Ids(known["equivalent"]));
        var place = await client.JsonAsync(new Uri(Ids(group["residence"]).Single()).AbsolutePath, mediaType: MediaType);
        Assert.StartsWith("POINT(", place.Text("defined_by"), StringComparison.Ordinal);
        Assert.Equal($"{site.Origin}/id/countries/ru", Ids(place["part_of"]).Single());
        var roles = Published.ActivitiesOf(partner).Where(a => a is not Publication).SelectMany(a => a.Participations).Count(p => p.Partner == partner);
        Assert.Equal(roles, group["carried_out"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_exhibition_says_when_where_by_whom_and_as_what()
    {
        using var client = site.Visitor();
        var exhibition = Published.Activities.OfType<Exhibition>().Single(e => e.Slug == "hostile-1");
        var partner = Published.Partners.Single(p => p.Slug == "hostile-1");
        var document = await client.JsonAsync(Links.LinkedArt(exhibition), mediaType: MediaType);
        var span = document["timespan"]!;
        Assert.Equal(
            ("2014-05-01T00:00:00Z", "2014-05-31T23:59:59Z", "2014-06-30T00:00:00Z", "2014-06-30T23:59:59Z"),
            (span.Text("begin_of_the_begin"), span.Text("end_of_the_begin"), span.Text("begin_of_the_end"), span.Text("end_of_the_end")));
        Assert.Equal(exhibition.Period.ToString(Language.Kk), span["identified_by"]![0]!.Text("content"));
        Assert.Equal([$"{site.Origin}/data/v1/places/{exhibition.Id}-1.jsonld", $"{site.Origin}/id/countries/de"], Ids(document["took_place_at"]));
        Assert.Contains("http://vocab.getty.edu/aat/300054773", Ids(document["classified_as"]));
        // A patron lends the name and does not carry it out; the withdrawn lender is not named at all.
        Assert.Equal([$"{site.Origin}/id/museum"], Ids(document["carried_out_by"]));
        Assert.Equal([site.Origin + Links.Id(partner)], Ids(document["influenced_by"]));
        var role = Assert.Single(document["attributed_by"]!.AsArray())!;
        Assert.Equal(("influenced_by", $"{site.Origin}/data#role.patron"), (role.Text("assigned_property"), Ids(role["classified_as"]).Single()));
    }

    [Theory]
    [InlineData("2014", null, false, false, "2014-01-01T00:00:00Z", "2014-12-31T23:59:59Z")]
    [InlineData("2014", null, true, false, "2014-01-01T00:00:00Z", null)]
    [InlineData("2014-02", null, false, true, "2014-02-01T00:00:00Z", null)]
    [InlineData(null, "2016-02", false, false, null, "2016-02-29T23:59:59Z")]
    [InlineData("2014-05-07", "2015", false, false, "2014-05-07T00:00:00Z", "2015-12-31T23:59:59Z")]
    [InlineData(null, null, false, true, null, null)]
    public async Task A_partial_date_leaves_open_what_is_not_known(string? starts, string? ends, bool continues, bool yearly, string? first, string? last)
    {
        using var client = site.Visitor();
        var slug = $"span-{Guid.NewGuid():N}";
        await site.PublishAsync(db =>
        {
            db.Add(new Event
            {
                Slug = slug,
                Title = new(slug, slug, slug),
                Period = new Period { Starts = starts is null ? null : PartialDate.Parse(starts), Ends = ends is null ? null : PartialDate.Parse(ends), Continues = continues, Yearly = yearly },
            });
            return Task.CompletedTask;
        });
        var document = await client.JsonAsync(Links.LinkedArt(Published.Activities.Single(a => a.Slug == slug)), mediaType: MediaType);
        Assert.Equal((first, last), (document["timespan"]?["begin_of_the_begin"]?.ToString(), document["timespan"]?["end_of_the_end"]?.ToString()));
        Assert.Equal([], LinkedArtShapes.Faults(document));
    }

    [Fact]
    public async Task A_publication_is_a_text_and_pages_are_nothing_of_the_kind()
    {
        using var client = site.Visitor();
        var publication = Published.Activities.OfType<Publication>().First();
        var document = await client.JsonAsync(Links.LinkedArt(publication), mediaType: MediaType);
        Assert.Equal(("LinguisticObject", "http://vocab.getty.edu/aat/300054686"), (document.Text("type"), Ids(document["used_for"]![0]!["classified_as"]).Single()));
        await client.JsonAsync(Links.LinkedArt(Published.Pages[0]), HttpStatusCode.NotFound, "application/problem+json");
    }

    // An identifier is no document: it leads to one.
    private static async Task<HttpResponseMessage> FollowAsync(HttpClient client, string address)
    {
        var answer = await client.AskAsync(address, ("Accept", MediaType));
        if (answer.StatusCode != HttpStatusCode.SeeOther)
            return answer;
        using (answer)
            return await client.AskAsync(answer.Headers.Location!.ToString());
    }

    private static string ClassOf(Entry entry) => entry switch { Partner => "Group", Publication => "LinguisticObject", _ => "Activity" };

    private static IEnumerable<string> Ids(JsonNode? several) => several!.AsArray().Select(o => o!.Text("id"));
}
