using System.Globalization;
using System.Text;

namespace CsmPartners.Web.Hosting;

/// <summary>Where to report a weakness (RFC 9116): at the address that <c>Security:Contact</c> names; without it there is no such page.</summary>
internal static class SecurityText
{
    public const string Path = "/.well-known/security.txt";

    // The contact is looked after as long as the program runs; the standard asks for less than a year.
    private static readonly TimeSpan Lifespan = TimeSpan.FromDays(180);

    public static void MapSecurityText(this WebApplication app)
    {
        if (app.Configuration["Security:Contact"] is not { Length: > 0 } contact)
            return;
        var address = contact.Contains('@', StringComparison.Ordinal) && !contact.Contains(':', StringComparison.Ordinal) ? "mailto:" + contact : contact;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("mailto" or "https" or "tel"))
            throw new InvalidOperationException($"Security:Contact is '{contact}'; it has to be an e-mail address or an https address.");
        var origin = app.Services.GetRequiredService<PublicOrigin>().Configured;
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], (TimeProvider clock) => TypedResults.Text(
            $"Contact: {uri.AbsoluteUri}\n"
            + $"Expires: {(clock.GetUtcNow() + Lifespan).UtcDateTime.ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture)}\n"
            + $"Preferred-Languages: {string.Join(", ", Language.All)}\n"
            + (origin is null ? "" : $"Canonical: {origin}{Path}\n"),
            "text/plain",
            Encoding.UTF8));
    }
}
