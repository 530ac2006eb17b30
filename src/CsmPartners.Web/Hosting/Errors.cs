namespace CsmPartners.Web.Hosting;

/// <summary>Every failure ends on a page of ours, drawn by the errors controller in the visitor's language.</summary>
internal static class Errors
{
    public static void UseSiteErrors(this WebApplication app)
    {
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
    }
}
