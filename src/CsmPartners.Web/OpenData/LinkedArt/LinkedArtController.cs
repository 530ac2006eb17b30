using System.Text.Json;
using System.Text.Json.Nodes;
using CsmPartners.Entries;
using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.OpenData.LinkedArt;

/// <summary>The documents at addresses of their own. Entries' pages answer with the same to whoever asks for it: see <see cref="Answers"/>.</summary>
[Route($"data/{Table.Version}")]
public sealed class LinkedArtController(PublishedSiteKeeper keeper, PublicOrigin origin) : OpenDataController(keeper, origin)
{
    [Route("entries/{number:int:min(1)}.jsonld")]
    public IActionResult Entry(int number) => Site.Find(number) switch
    {
        { State: EntryState.Withdrawn } gone => Refuse(StatusCodes.Status410Gone, ui => gone.WithdrawalReason.In(ui.Language).Text),
        { } entry => Answer(Things.Of(Source, entry)),
        null => NotFound(),
    };

    [Route("places/{key}.jsonld")]
    public IActionResult Place(string key) => Answer(Places.Find(Source, key));

    [Route("museum.jsonld")]
    public IActionResult TheMuseum() => Answer(Museum.Of(Source));

    private IActionResult Answer(JsonObject? document) =>
        document is null ? NotFound() : Send(Answers.LinkedArt, (stream, cancellation) => JsonSerializer.SerializeAsync(stream, document, JsonFile.Indented, cancellation));
}
