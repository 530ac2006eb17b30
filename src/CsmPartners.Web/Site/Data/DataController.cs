using CsmPartners.Web.Hosting;
using CsmPartners.Web.OpenData;
using CsmPartners.Web.OpenData.Api;
using CsmPartners.Web.OpenData.Tables;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Data;

/// <summary>The open data and the API, described for people.</summary>
[Route("{lang:language}/data")]
public sealed class DataController(PublishedSiteKeeper keeper) : SiteController(keeper)
{
    [Route("")]
    public IActionResult Index() => Show("Data", new DataPage
    {
        Title = Ui["Data.Title"],
        Description = Ui["Data.Lead"],
        Path = "data",
        Section = "data",
    });
}

public sealed class DataPage : SitePage
{
    /// <summary>Its examples are addresses.</summary>
    public override object? Subject => HasOwnOrigin ? Site : null;

    public IReadOnlyList<Table> Tables => DataTables.All;

    public IReadOnlyList<ApiList> Lists => ApiList.All;

    public Source Source => new(Site!, Origin);

    /// <summary>In Almaty.</summary>
    public string Changed => PartialDate.Of(MuseumClock.DayOf(Site!.ChangedAt)).ToString(Language);
}

/// <summary>One file, with what its fields mean.</summary>
public sealed record DataFilePart(SitePage Page, Table Table, Source Source) : Part(Page)
{
    private const int LongestExample = 80;

    /// <summary>Those of one text in three languages together.</summary>
    public IEnumerable<IReadOnlyList<Field>> Fields => Table.Fields.GroupBy(f => f.In is { } language ? f.Name[..^(language.Code.Length + 1)] : f.Name).Select(g => g.ToList());

    public string TypeOf(Field field)
    {
        var type = Page.Ui[$"Data.Type.{field.Type}"];
        return field.IsList ? Page.Ui.Format("Data.Type.List", type) : type;
    }

    public IReadOnlyDictionary<Field, string> Examples { get; } = Table.Examples(Source).ToDictionary(e => e.Key, e => e.Value.Length > LongestExample ? $"{e.Value[..LongestExample].TrimEnd()}…" : e.Value);
}
