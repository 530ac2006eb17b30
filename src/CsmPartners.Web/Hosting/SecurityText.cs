using System.Globalization;
using System.Text;
using CsmPartners.Web.Rendering;

namespace CsmPartners.Web.Hosting;

/// <summary>Where to report a weakness (RFC 9116): at the address that <c>Security:Contact</c> names; without it by the form to the museum.</summary>
internal static class SecurityText
{
    public const string Path = "/.well-known/security.txt";

    // The contact is looked after as long as the program runs; the standard asks for less than a year.
    private static readonly TimeSpan Lifespan = TimeSpan.FromDays(180);

    public static void MapSecurityText(this WebApplication app)
    {
        var named = Named(app.Configuration["Security:Contact"]);
        var origin = app.Services.GetRequiredService<PublicOrigin>();
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], (HttpRequest request, TimeProvider clock) => TypedResults.Text(
            string.Concat((named is null ? Forms(origin.Of(request)) : [named]).Select(contact => $"Contact: {contact}\n"))
            + $"Expires: {(clock.GetUtcNow() + Lifespan).UtcDateTime.ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture)}\n"
            + $"Preferred-Languages: {string.Join(", ", Language.All)}\n"
            + (origin.Configured is null ? "" : $"Canonical: {origin.Configured}{Path}\n"),
            "text/plain",
            Encoding.UTF8));
    }

    private static IEnumerable<string> Forms(string origin) => Language.All.Select(language => origin + new Links(language).Contact());

    private static string? Named(string? contact)
    {
        if (string.IsNullOrEmpty(contact))
            return null;
        var address = contact.Contains('@', StringComparison.Ordinal) && !contact.Contains(':', StringComparison.Ordinal) ? "mailto:" + contact : contact;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("mailto" or "https" or "tel")
            ? uri.AbsoluteUri
            : throw new InvalidOperationException($"Security:Contact is '{contact}'; it has to be an e-mail address or an https address.");
    }
}
