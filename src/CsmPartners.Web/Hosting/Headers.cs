using NetEscapades.AspNetCore.SecurityHeaders.Infrastructure;

namespace CsmPartners.Web.Hosting;

internal static class Headers
{
    public static void UseSiteHeaders(this WebApplication app)
    {
        var policy = new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddCrossOriginOpenerPolicy(opener => opener.SameOrigin())
            .AddCrossOriginResourcePolicy(resource => resource.SameOrigin())
            .AddPermissionsPolicy(features =>
            {
                features.AddCamera().None();
                features.AddMicrophone().None();
                features.AddGeolocation().None();
                features.AddPayment().None();
                features.AddUsb().None();
            })
            .AddContentSecurityPolicy(csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddScriptSrc().Self();
                csp.AddStyleSrc().Self();
                csp.AddImgSrc().Self().Data();
                csp.AddFontSrc().Self();
                csp.AddConnectSrc().Self();
                csp.AddFormAction().Self();
                csp.AddBaseUri().None();
                csp.AddFrameAncestors().None();
            })
            .RemoveServerHeader();
        if (!app.Environment.IsDevelopment())
            policy.AddStrictTransportSecurityMaxAgeIncludeSubDomains();
        app.UseSecurityHeaders(policy);
    }
}
