using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsmPartners.Web.Admin.Proof;

/// <summary>
/// Changes how somebody signs in: whoever found an open session must not make an account of it. Without a proof of the last minutes the
/// way leads over <see cref="ProofController"/>, and nothing has been done.
/// </summary>
/// <param name="screen">Where the form stands that is sent here; null where that is the address above.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class FreshProofAttribute(string? screen = null) : ActionFilterAttribute
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        var http = context.HttpContext;
        if (http.Features.Get<OpenSession>() is { } session && http.RequestServices.GetRequiredService<OpenSessions>().IsFresh(session))
            return;
        var path = http.Request.Path.Value!;
        var from = HttpMethods.IsGet(http.Request.Method) ? path : screen ?? path[..path.LastIndexOf('/')];
        context.Result = new LocalRedirectResult($"{DeskLinks.Proof}?from={Uri.EscapeDataString(from)}");
    }
}
