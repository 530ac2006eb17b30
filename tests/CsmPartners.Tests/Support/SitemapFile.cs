using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace CsmPartners.Tests.Support;

/// <summary>One address of a sitemap. Read by the protocol's rules, whatever the program that wrote it meant.</summary>
internal sealed record SitemapFile(string Address, DateTime? ChangedAt, IReadOnlyDictionary<string, string> Alternates)
{
    private static readonly XNamespace Protocol = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly XNamespace Xhtml = "http://www.w3.org/1999/xhtml";

    // As sitemaps.org publishes it, but for what we do not use, and for the links to other languages that search engines add to it.
    private const string Schema = """
        <xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" elementFormDefault="qualified">
          <xsd:element name="urlset"><xsd:complexType><xsd:sequence><xsd:element name="url" type="tUrl" maxOccurs="50000"/></xsd:sequence></xsd:complexType></xsd:element>
          <xsd:element name="sitemapindex"><xsd:complexType><xsd:sequence><xsd:element name="sitemap" type="tSitemap" maxOccurs="50000"/></xsd:sequence></xsd:complexType></xsd:element>
          <xsd:complexType name="tUrl"><xsd:sequence>
            <xsd:element name="loc" type="tLoc"/><xsd:element name="lastmod" type="xsd:dateTime" minOccurs="0"/>
            <xsd:any namespace="http://www.w3.org/1999/xhtml" processContents="lax" minOccurs="0" maxOccurs="unbounded"/>
          </xsd:sequence></xsd:complexType>
          <xsd:complexType name="tSitemap"><xsd:sequence><xsd:element name="loc" type="tLoc"/><xsd:element name="lastmod" type="xsd:dateTime" minOccurs="0"/></xsd:sequence></xsd:complexType>
          <xsd:simpleType name="tLoc"><xsd:restriction base="xsd:anyURI"><xsd:minLength value="12"/><xsd:maxLength value="2048"/></xsd:restriction></xsd:simpleType>
        </xsd:schema>
        """;

    public static IReadOnlyList<SitemapFile> Read(string xml) => [.. Valid(xml, "urlset").Elements().Select(Read)];

    /// <returns>The addresses of the parts.</returns>
    public static IReadOnlyList<string> ReadIndex(string xml) => [.. Valid(xml, "sitemapindex").Elements().Select(s => Absolute(s.Element(Protocol + "loc")!.Value))];

    /// <summary>How many addresses are in a part that is full.</summary>
    public static int ReadIndexPartLength(string xml) => XDocument.Parse(xml).Root!.Elements().Count();

    private static XElement Valid(string xml, string root)
    {
        var schemas = new XmlSchemaSet();
        using var schema = XmlReader.Create(new StringReader(Schema));
        schemas.Add(XmlSchema.Read(schema, (_, e) => Assert.Fail(e.Message))!);
        var document = XDocument.Parse(xml);
        document.Validate(schemas, (_, e) => Assert.Fail(e.Message));
        Assert.Equal(Protocol + root, document.Root!.Name);
        return document.Root;
    }

    private static SitemapFile Read(XElement url)
    {
        var links = url.Elements(Xhtml + "link").ToList();
        Assert.All(links, link => Assert.Equal("alternate", link.Attribute("rel")?.Value));
        return new SitemapFile(
            Absolute(url.Element(Protocol + "loc")!.Value),
            url.Element(Protocol + "lastmod") is { } time ? XmlConvert.ToDateTime(time.Value, XmlDateTimeSerializationMode.Utc) : null,
            links.ToDictionary(l => l.Attribute("hreflang")!.Value, l => Absolute(l.Attribute("href")!.Value)));
    }

    private static string Absolute(string address)
    {
        Assert.True(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme.StartsWith("http", StringComparison.Ordinal), address);
        return address;
    }
}
