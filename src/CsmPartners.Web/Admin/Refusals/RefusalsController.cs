using System.Globalization;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Refusals;

/// <summary>Draws what the desk refuses as a page of the desk. What was typed is carried along where it would be lost.</summary>
[AllowAnonymous]
public sealed class RefusalsController(PublishedSiteKeeper keeper) : DeskController
{
    [IgnoreAntiforgeryToken, Route(DeskErrors.Path + "/{code:int:range(400,599)}")]
    public async Task<IActionResult> Refuse()
    {
        // Not as an argument: where the form itself is what cannot be read, nothing is bound.
        var code = int.Parse((string)RouteData.Values["code"]!, CultureInfo.InvariantCulture);
        var failed = HttpContext.Features.Get<IStatusCodeReExecuteFeature>();
        // Nobody is sent here by the desk: then there is no such page.
        if (failed is null)
            code = StatusCodes.Status404NotFound;
        Response.StatusCode = code;
        if (code is StatusCodes.Status401Unauthorized or StatusCodes.Status503ServiceUnavailable && HttpMethods.IsPost(Request.Method))
            return Show("Kept", await KeptAsync(failed!, code));
        return Show("Refused", new DeskPage { Title = Ui[Key(code)], Lead = Ui[Key(code) + ".Lead"] });
    }

    private async Task<KeptPage> KeptAsync(IStatusCodeReExecuteFeature failed, int code)
    {
        var key = code == StatusCodes.Status503ServiceUnavailable ? Key(code) : Person is null ? "Desk.401" : "Desk.401.SecondFactor";
        var form = await SentForm.ReadAsync(Request, keepToken: code == StatusCodes.Status503ServiceUnavailable);
        return new()
        {
            Title = Ui[key],
            Lead = Ui[key + ".Lead"],
            Action = failed.OriginalPathBase + failed.OriginalPath + failed.OriginalQueryString,
            Form = form,
            Way = code == StatusCodes.Status503ServiceUnavailable ? null : Person is null ? (DeskLinks.SignIn, Ui["Desk.401.SignIn"]) : (DeskLinks.SecondFactor, Ui["SecondFactor.Title"]),
        };
    }

    /// <summary>Codes without words of their own get those of their family.</summary>
    private string Key(int code) => code switch
    {
        StatusCodes.Status503ServiceUnavailable when keeper.IsMissing => "Desk.503.Missing",
        StatusCodes.Status503ServiceUnavailable when DeskErrors.IsFull(HttpContext) => "Desk.503.Full",
        _ when DeskErrors.IsUnsaved(HttpContext) => "Desk.Unsaved",
        _ => Ui.Has($"Desk.{code}") ? $"Desk.{code}" : "Desk.400",
    };
}

public sealed class KeptPage : DeskPage
{
    /// <summary>Where the form was going.</summary>
    public required string Action { get; init; }

    /// <summary>Null where it could not be carried.</summary>
    public required SentForm? Form { get; init; }

    /// <summary>What has to be done first, in another tab.</summary>
    public required (string Address, string Words)? Way { get; init; }
}
