using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Site.Machines;

/// <summary>A generated file where an action may answer with a page or a refusal instead; the framework keeps its own of this to itself.</summary>
internal sealed class GeneratedAction(IResult file) : IActionResult
{
    public Task ExecuteResultAsync(ActionContext context) => file.ExecuteAsync(context.HttpContext);
}
