using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Admin;

/// <summary>The language of a screen: the signed-in person's own choice, before that what a visitor would get.</summary>
internal static class DeskLanguage
{
    public static Language Of(HttpContext context) =>
        StaffIdentity.Of(context.User)?.Language ?? RequestLanguage.Negotiate(context.Request);
}
