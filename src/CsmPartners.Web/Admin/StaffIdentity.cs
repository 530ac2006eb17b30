using System.Globalization;
using System.Security.Claims;
using CsmPartners.Staff;
using CsmPartners.Workflow;

namespace CsmPartners.Web.Admin;

/// <summary>Who is signed in, as the session's cookie says; role and language are looked up anew whenever they change.</summary>
public sealed record StaffIdentity(int Id, string Name, StaffRole Role, Language Language)
{
    public const string LanguageClaim = "language";

    public Actor Actor => new(Id, Name, Role);

    /// <summary>Null where nobody is signed in.</summary>
    public static StaffIdentity? Of(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true
        && int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && Enum.TryParse<StaffRole>(user.FindFirstValue(ClaimTypes.Role), out var role)
            ? new(id, user.FindFirstValue(ClaimTypes.Name) ?? "", role, Language.Find(user.FindFirstValue(LanguageClaim)) ?? Language.Kk)
            : null;
}
