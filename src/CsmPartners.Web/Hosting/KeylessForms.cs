using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Forms without a token where the keys for it cannot be had: a node that has not seen its database yet still has to draw the page that
/// says so. What such a form sends is refused as any other without a token.
/// </summary>
internal sealed class KeylessForms(IAntiforgery inner) : IAntiforgery
{
    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => OrNone(() => inner.GetAndStoreTokens(httpContext));

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => OrNone(() => inner.GetTokens(httpContext));

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => inner.IsRequestValidAsync(httpContext);

    public async Task ValidateRequestAsync(HttpContext httpContext)
    {
        try
        {
            await inner.ValidateRequestAsync(httpContext);
        }
        // The server could not put the form aside on its disk: that says nothing about the token, and nothing against the page.
        catch (AntiforgeryValidationException e) when (e.InnerException is IOException disk && DeskErrors.IsOfDisk(disk))
        {
            ExceptionDispatchInfo.Throw(disk);
        }
    }

    public void SetCookieTokenAndHeader(HttpContext httpContext) => inner.SetCookieTokenAndHeader(httpContext);

    private static AntiforgeryTokenSet OrNone(Func<AntiforgeryTokenSet> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (e is CryptographicException || e.InnerException is CryptographicException)
        {
            return new AntiforgeryTokenSet("", null, "__RequestVerificationToken", null);
        }
    }
}
