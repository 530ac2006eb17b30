using CsmPartners.Web.Admin;

namespace CsmPartners.Web.Hosting;

/// <summary>Where the settings ask for a second factor, whoever has none is led to set one up before anything else.</summary>
internal static class SecondFactor
{
    public const string DueClaim = "second-factor-due";

    private static readonly string[] Allowed = [DeskLinks.SecondFactor, DeskLinks.Passkeys, DeskLinks.Proof, DeskLinks.SignIn, DeskLinks.SignOut, DeskLinks.ChooseLanguage, DeskErrors.Path];

    public static bool IsDue(HttpContext context) => context.User.HasClaim(c => c.Type == DueClaim);

    public static void UseSecondFactor(this IApplicationBuilder desk) => desk.Use((context, next) =>
    {
        if (!IsDue(context) || Allowed.Any(a => context.Request.Path.StartsWithSegments(a, StringComparison.OrdinalIgnoreCase)))
            return next(context);
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            context.Response.Redirect(DeskLinks.SecondFactor);
        else
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    });
}
