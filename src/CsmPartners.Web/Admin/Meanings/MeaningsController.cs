using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Meanings;

/// <summary>What a date means as far as it has been typed: "2014-05" is "май 2014 г.". Empty for what is no date.</summary>
public sealed class MeaningsController : DeskController
{
    [HttpGet(DeskLinks.Meaning)]
    public IActionResult OfDate(string? date) =>
        Content(PartialDate.TryParse(date, out var read) ? read.ToString(Language) : "", "text/plain; charset=utf-8");
}
