using CsmPartners.Web.Admin.Letters;
using CsmPartners.Web.Site.Contact;

namespace CsmPartners.Web.Hosting;

/// <summary>What visitors write to the museum: taken in on the site, read at the desk, announced, and deleted in the end.</summary>
internal static class VisitorLetters
{
    public static void AddVisitorLetters(this IServiceCollection services)
    {
        services.AddSingleton<LetterSettings>();
        services.AddSingleton<LetterLimits>();
        services.AddSingleton<FormSeals>();
        services.AddSingleton<LetterIntake>();
        services.AddSingleton<LetterMail>();
        services.AddSingleton<LetterAnnouncer>();
        services.AddHostedService(provider => provider.GetRequiredService<LetterAnnouncer>());
        services.AddSingleton<LetterSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<LetterSweep>());
    }
}
