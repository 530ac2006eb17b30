using System.Globalization;
using System.Xml;
using CsmPartners.Entries;
using CsmPartners.Published;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using CsmPartners.Web.Site.Machines;

namespace CsmPartners.Web.Site.Feeds;

/// <summary>The newest changes as an Atom feed (RFC 4287).</summary>
/// <param name="kind">Null for the whole site.</param>
internal sealed class Feed(PublishedSite site, Language language, string origin, EntryKind? kind)
{
    public const int Length = 50;

    private const string Atom = "http://www.w3.org/2005/Atom";

    private readonly Links links = new(language);

    public async Task WriteAsync(Stream body)
    {
        using var pieces = new XmlPieces(body);
        var newest = Entries().OrderByDescending(e => e.ChangedAt).ThenByDescending(e => e.Id).Take(Length).ToList();
        WriteHead(pieces.Xml, newest is [var first, ..] ? first.ChangedAt : site.ChangedAt);
        foreach (var entry in newest)
        {
            Write(pieces.Xml, entry);
            await pieces.SendAsync();
        }

        await pieces.EndAsync();
    }

    private IEnumerable<Entry> Entries() =>
        kind == EntryKind.Partner ? site.Partners
        : kind is { } activities ? site.Activities.Where(a => a.Kind == activities)
        : [.. site.Partners, .. site.Activities, .. site.Pages];

    private void WriteHead(XmlWriter xml, DateTime updated)
    {
        var self = origin + (kind is { } k ? links.FeedOf(k) : links.Feed);
        xml.WriteStartDocument();
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xml", "lang", null, language.Code);
        xml.WriteElementString("id", Atom, self);
        WriteText(xml, "title", new LocalText(TitleIn(site, language, kind), language));
        WriteTime(xml, updated);
        WriteLink(xml, "self", self, "application/atom+xml", null);
        WriteLink(xml, "alternate", origin + (kind is { } list ? links.List(list) : links.Home), "text/html", language);
        xml.WriteStartElement("author", Atom);
        xml.WriteElementString("name", Atom, OneLine.Of(site.Museum.Name.In(language).Text));
        xml.WriteElementString("uri", Atom, origin + Links.MuseumId);
        xml.WriteEndElement();
    }

    private void Write(XmlWriter xml, Entry entry)
    {
        xml.WriteStartElement("entry", Atom);
        // One thing has one identifier, but what is said of it in two languages are two entries to a reader of both feeds.
        xml.WriteElementString("id", Atom, $"{origin}{Links.Id(entry)}#{language}");
        WriteText(xml, "title", entry.Title.In(language));
        WriteTime(xml, entry.ChangedAt);
        WriteLink(xml, "alternate", origin + links.Entry(entry), "text/html", language);
        xml.WriteStartElement("category", Atom);
        xml.WriteAttributeString("term", entry.Kind.ToString());
        xml.WriteAttributeString("label", Ui.In(language).Of(entry.Kind));
        xml.WriteEndElement();
        if (!entry.Summary.IsEmpty)
            WriteText(xml, "summary", entry.Summary.In(language));
        xml.WriteEndElement();
    }

    /// <summary>As the feed is called where it is offered.</summary>
    public static string TitleIn(PublishedSite site, Language language, EntryKind? kind) =>
        Ui.In(language).Format("Feed.Title", kind is { } list ? Ui.In(language)[$"{list}s.Title"] : site.Museum.SiteTitle.In(language).Text);

    private void WriteText(XmlWriter xml, string element, LocalText text)
    {
        xml.WriteStartElement(element, Atom);
        xml.WriteAttributeString("type", "text");
        if (text.Language != language)
            xml.WriteAttributeString("xml", "lang", null, text.Language.Code);
        xml.WriteString(OneLine.Of(text.Text));
        xml.WriteEndElement();
    }

    private static void WriteTime(XmlWriter xml, DateTime time) =>
        xml.WriteElementString("updated", Atom, time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    private static void WriteLink(XmlWriter xml, string relation, string address, string type, Language? language)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        if (language is not null)
            xml.WriteAttributeString("hreflang", language.Code);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }
}
