using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Support;

internal static class EveryDeskAction
{
    /// <summary>Every address of the desk as the program itself knows it: "/admin/entries/{id:int}/edit".</summary>
    public static IEnumerable<(ControllerActionDescriptor Action, string Method, string Address)> DeskActions(this TestSite site) =>
        from action in site.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<ControllerActionDescriptor>()
        where action.RouteValues.TryGetValue("area", out var area) && area == "Admin"
        let address = "/" + action.AttributeRouteInfo!.Template
        // What the desk refuses is drawn there; nobody can go there.
        where !address.StartsWith("/admin/refused", StringComparison.Ordinal)
        from method in action.EndpointMetadata.OfType<HttpMethodAttribute>().SelectMany(m => m.HttpMethods).Concat(action.ActionConstraints?.OfType<HttpMethodActionConstraint>().SelectMany(m => m.HttpMethods) ?? []).Distinct().DefaultIfEmpty("GET")
        where method != "HEAD"
        select (action, method, address);

    /// <summary>"/admin/entries/1/edit".</summary>
    public static string Fill(string address) =>
        Regex.Replace(address, @"\{(?<name>\w+)[^}]*\}", m => Value(m.Groups["name"].Value), RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static string Value(string parameter) => parameter switch
    {
        "kind" or "list" => "partners",
        "lang" or "language" or "code" => "kk",
        _ => "1",
    };
}
