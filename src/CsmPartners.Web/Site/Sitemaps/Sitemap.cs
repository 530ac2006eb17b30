using System.Globalization;
using System.Xml;
using CsmPartners.Published;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Machines;

namespace CsmPartners.Web.Site.Sitemaps;

/// <summary>Every address that search engines may show, as sitemaps.org asks for it.</summary>
internal sealed class Sitemap(PublishedSite site, string origin)
{
    /// <summary>
    /// In one file. The protocol allows 50,000 and 50 MB; even where every address is as long as addresses can be, so many stay
    /// below that, so that nobody has to count bytes.
    /// </summary>
    public const int MostAddresses = 20_000;

    private const string Protocol = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const string Xhtml = "http://www.w3.org/1999/xhtml";

    // Not before it is asked for: whoever has the file already gets none.
    private readonly Lazy<IReadOnlyList<IndexedPage>> pages = new(() => [.. IndexedPage.Of(site)]);

    public int Parts => (pages.Value.Sum(p => p.Languages.Count) + MostAddresses - 1) / MostAddresses;

    /// <summary>All of it, or where that is too much an index of its parts.</summary>
    public Task WriteAsync(Stream body) => Parts > 1 ? WriteIndexAsync(body) : WritePartAsync(body, 1);

    /// <param name="number">From 1.</param>
    public async Task WritePartAsync(Stream body, int number)
    {
        using var pieces = new XmlPieces(body);
        pieces.Xml.WriteStartDocument();
        pieces.Xml.WriteStartElement("urlset", Protocol);
        pieces.Xml.WriteAttributeString("xmlns", "xhtml", null, Xhtml);
        foreach (var (page, language) in Part(number))
        {
            Write(pieces.Xml, page, language);
            await pieces.SendAsync();
        }

        await pieces.EndAsync();
    }

    private async Task WriteIndexAsync(Stream body)
    {
        using var pieces = new XmlPieces(body);
        pieces.Xml.WriteStartDocument();
        pieces.Xml.WriteStartElement("sitemapindex", Protocol);
        for (var number = 1; number <= Parts; number++)
        {
            pieces.Xml.WriteStartElement("sitemap", Protocol);
            pieces.Xml.WriteElementString("loc", Protocol, origin + Links.Sitemap(number));
            WriteTime(pieces.Xml, Part(number).Max(address => address.Page.ChangedAt));
            pieces.Xml.WriteEndElement();
        }

        await pieces.EndAsync();
    }

    private IEnumerable<(IndexedPage Page, Language Language)> Part(int number) =>
        pages.Value.SelectMany(page => page.Languages, (page, language) => (page, language)).Skip((number - 1) * MostAddresses).Take(MostAddresses);

    private void Write(XmlWriter xml, IndexedPage page, Language language)
    {
        xml.WriteStartElement("url", Protocol);
        xml.WriteElementString("loc", Protocol, AddressOf(page, language));
        WriteTime(xml, page.ChangedAt);
        foreach (var other in page.Languages)
            WriteAlternate(xml, other.Code, AddressOf(page, other));
        WriteAlternate(xml, "x-default", origin + page.ForEveryone);
        xml.WriteEndElement();
    }

    private string AddressOf(IndexedPage page, Language language) => origin + new Links(language).Of(page.Path);

    private static void WriteAlternate(XmlWriter xml, string language, string address)
    {
        xml.WriteStartElement("link", Xhtml);
        xml.WriteAttributeString("rel", "alternate");
        xml.WriteAttributeString("hreflang", language);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static void WriteTime(XmlWriter xml, DateTime? time)
    {
        if (time is { } known)
            xml.WriteElementString("lastmod", Protocol, known.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }
}
