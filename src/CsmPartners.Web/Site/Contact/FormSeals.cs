using System.Globalization;
using System.Security.Cryptography;
using CsmPartners.Visitors;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;

namespace CsmPartners.Web.Site.Contact;

/// <summary>What a form carries to show that it is ours, and when it was handed out.</summary>
public sealed class FormSeals(IAntiforgery antiforgery, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Nobody writes a letter faster.</summary>
    public static readonly TimeSpan Quickest = TimeSpan.FromSeconds(3);

    public static readonly TimeSpan Oldest = TimeSpan.FromDays(1);

    private const int Longest = 500;

    private readonly IDataProtector protector = protection.CreateProtector("LetterForm");

    /// <summary>Null while the keys cannot be had, which lie in the database.</summary>
    public string? Token(HttpContext context) => antiforgery.GetAndStoreTokens(context).RequestToken is { Length: > 0 } token ? token : null;

    /// <summary>The form's stamp, as long as it is good: whoever corrects something does not begin again. Else a new one.</summary>
    public string? Stamp(string? current) =>
        Read(current) is { } stamp && stamp.Age <= Oldest ? current : OrNull(() => Stamp(clock.GetUtcNow()));

    /// <summary>A stamp that no other form has.</summary>
    public string Stamp(DateTimeOffset at) =>
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds()} {Guid.NewGuid():N}"));

    /// <returns>The key of what to tell the person, whose letter is shown again; null where the form is as it should be.</returns>
    public async Task<string?> ProblemAsync(HttpContext context, string? stamp) =>
        !await antiforgery.IsRequestValidAsync(context) || Read(stamp) is not { } read || read.Age > Oldest ? "Contact.PressAgain"
        : read.Age < Quickest ? "Contact.TooFast"
        : null;

    /// <summary>The number of the form, which no other has. Of what the stamp holds, not of how it is spelt: several spellings hold the same.</summary>
    public string NumberOf(string? stamp) => Read(stamp)?.Number ?? throw new InvalidOperationException("The stamp is none of ours.");

    /// <summary>Null where it is none of ours.</summary>
    private (TimeSpan Age, string Number)? Read(string? stamp) =>
        stamp is { Length: > 0 and <= Longest }
        && OrNull(() => protector.Unprotect(stamp))?.Split(' ') is [var made, { Length: Letter.FormNumberLength } number]
        && long.TryParse(made, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? (clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(at), number) : null;

    private static string? OrNull(Func<string> make)
    {
        try
        {
            return make();
        }
        catch (CryptographicException)
        {
            // Data Protection has no other way to say no.
            return null;
        }
    }
}
