using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace CsmPartners.Web.Site.Citations;

/// <summary>
/// Every public page has its citation as a file beside it: <c>/en/partners/kunstkamera/cite.bib</c>. No slug holds a full stop, so that
/// none can be meant by such an address. What is written for machines alone has none.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CitableAttribute : Attribute, IControllerModelConvention
{
    /// <summary>The route value that says which.</summary>
    public const string Format = "cite";

    public void Apply(ControllerModel controller)
    {
        if (!controller.Selectors.Any(s => s.AttributeRouteModel?.Template?.StartsWith("{lang", StringComparison.Ordinal) ?? false))
            return;
        foreach (var action in controller.Actions.Where(a => a.ActionMethod.ReturnType != typeof(IResult)))
        {
            // What names its methods is a form, and no page to come back to.
            foreach (var page in action.Selectors.Where(s => s.AttributeRouteModel?.Template is not null && s.ActionConstraints.Count == 0).ToList())
            {
                var template = page.AttributeRouteModel!.Template!;
                action.Selectors.Add(new SelectorModel(page)
                {
                    AttributeRouteModel = new AttributeRouteModel(page.AttributeRouteModel)
                    {
                        Template = $"{template}{(template.Length == 0 ? "" : "/")}cite.{{{Format}:regex(^(bib|ris)$)}}",
                    },
                });
            }
        }
    }
}
