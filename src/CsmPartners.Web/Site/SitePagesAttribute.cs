using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Routing;

namespace CsmPartners.Web.Site;

/// <summary>Public pages can only be read: other methods get 405 from the router, with what is allowed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SitePagesAttribute : Attribute, IControllerModelConvention
{
    public void Apply(ControllerModel controller)
    {
        foreach (var selector in controller.Actions.SelectMany(a => a.Selectors))
        {
            if (!selector.EndpointMetadata.OfType<IHttpMethodMetadata>().Any())
                selector.EndpointMetadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        }
    }
}
