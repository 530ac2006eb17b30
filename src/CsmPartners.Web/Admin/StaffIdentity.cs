using System.Globalization;
using System.Security.Claims;
using CsmPartners.Staff;
using CsmPartners.Workflow;
using Microsoft.AspNetCore.Identity;

namespace CsmPartners.Web.Admin;

/// <summary>Who is signed in, as the session's cookie says; role and language are looked up anew whenever they change.</summary>
/// <param name="Stamp">Of the account when the request came; changes with everything that ends sessions.</param>
public sealed record StaffIdentity(int Id, string Name, StaffRole Role, Language Language, string? Stamp)
{
    public const string LanguageClaim = "language";

    private static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    public Actor Actor => new(Id, Name, Role);

    /// <summary>Null where nobody is signed in.</summary>
    public static StaffIdentity? Of(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true
        && int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && Enum.TryParse<StaffRole>(user.FindFirstValue(ClaimTypes.Role), out var role)
            ? new(id, user.FindFirstValue(ClaimTypes.Name) ?? "", role, Language.Find(user.FindFirstValue(LanguageClaim)) ?? Language.Kk, user.FindFirstValue(StampClaim))
            : null;
}
