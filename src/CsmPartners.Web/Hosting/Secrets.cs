using System.Data.Common;
using Microsoft.Extensions.Configuration.Json;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// <c>appsettings.json</c> is part of the program: it lies in the repository and is replaced with each new version. A password in it is
/// known to everybody who has the sources, so the program does not start with one.
/// </summary>
internal static class Secrets
{
    private const string File = "appsettings.json";

    public static void RefuseSecretsInSources(this WebApplicationBuilder builder)
    {
        foreach (var file in ((IConfigurationRoot)builder.Configuration).Providers.OfType<JsonConfigurationProvider>().Where(p => p.Source.Path == File))
        {
            foreach (var setting in new[] { "Mail:Password", "Media:SecretKey" })
            {
                if (file.TryGet(setting, out var secret) && !string.IsNullOrEmpty(secret))
                    throw Refusal(setting);
            }

            if (file.TryGet("ConnectionStrings:Site", out var connection) && HasPassword(connection))
                throw Refusal("ConnectionStrings:Site");
        }
    }

    private static bool HasPassword(string? connection)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connection };
        return parts.ContainsKey("Password") || parts.ContainsKey("Pwd");
    }

    private static InvalidOperationException Refusal(string setting) =>
        new($"{File} holds a password in {setting}. Take it out, change it at the server, and give the new one by an environment variable: {setting.Replace(":", "__", StringComparison.Ordinal)}.");
}
