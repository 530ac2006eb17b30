using CsmPartners.Web.Hosting;
using CsmPartners.Web.OpenData.Tables;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.OpenData;

/// <summary>The open data as whole files.</summary>
[Route($"data/{Table.Version}")]
public sealed class DataFilesController(PublishedSiteKeeper keeper, PublicOrigin origin) : OpenDataController(keeper, origin)
{
    [Route("{name}.csv"), ReadsQuery]
    public IActionResult AsCsv(string name)
    {
        if (DataTables.Find(name) is not { } table)
            return NotFound();
        var form = new CsvForm(WithMark: Request.Query["bom"] == "1", IsRegional: Request.Query["separator"] == "semicolon");
        if (form.Query != (Request.QueryString.Value ?? ""))
            return LocalRedirectPermanent(Request.Path.ToUriComponent() + form.Query);
        Response.Headers.ContentDisposition = $"attachment; filename=\"csm-{table.Name}.csv\"";
        return Send("text/csv; charset=utf-8; header=present", (stream, cancellation) => table.WriteCsvAsync(stream, Source, form, cancellation));
    }

    [Route("{name}.json")]
    public IActionResult AsJson(string name) =>
        DataTables.Find(name) is not { } table ? NotFound()
        : Send("application/json; charset=utf-8", (stream, cancellation) => table.WriteJsonAsync(stream, Source, cancellation));
}
