using CsmPartners.Web.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsmPartners.Web.Admin.Entries;

/// <summary>
/// Reads however many fields the form has, up to its size in bytes: too many rows and too long texts are the form's own matter, which
/// shows them again with a message.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesLongFormsAttribute : Attribute, IAuthorizationFilter, IOrderedFilter, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => Server.LargestEntryForm;

    // After the person is known, before anything reads the form.
    public int Order => 900;

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        context.HttpContext.Features.Set<IFormFeature>(new FormFeature(context.HttpContext.Request, new FormOptions
        {
            ValueCountLimit = int.MaxValue,
            KeyLengthLimit = 200,
            ValueLengthLimit = Server.LargestEntryForm,
            MultipartBodyLengthLimit = Server.LargestEntryForm,
        }));
    }
}
