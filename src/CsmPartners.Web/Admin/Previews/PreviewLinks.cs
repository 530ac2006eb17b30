using System.Globalization;
using System.Security.Cryptography;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Previews;

/// <summary>
/// Links by which someone without an account sees an entry's newest revision. The link is signed and says when it ends; the row says
/// whether it was revoked.
/// </summary>
public sealed class PreviewLinks(IDataProtectionProvider protection, SiteDb db, TimeProvider clock)
{
    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("PreviewLinks").ToTimeLimitedDataProtector();

    public string TokenOf(PreviewLink link) => protector.Protect(link.Id.ToString(CultureInfo.InvariantCulture), new DateTimeOffset(link.ExpiresAt, TimeSpan.Zero));

    /// <summary>Null for a link that is forged, damaged, expired or revoked.</summary>
    public async Task<PreviewLink?> FindAsync(string? token, CancellationToken cancellation)
    {
        if (token is not { Length: > 0 and < 1000 } || Id(token) is not { } id)
            return null;
        var link = await db.PreviewLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, cancellation);
        return link is { RevokedAt: null } && link.ExpiresAt > clock.GetUtcNow().UtcDateTime ? link : null;
    }

    /// <returns>False where there is no such link, or somebody has revoked it before.</returns>
    public async Task<bool> RevokeAsync(int entryId, int id, Func<PreviewLink, AuditEvent> line, CancellationToken cancellation)
    {
        var link = await db.PreviewLinks.SingleOrDefaultAsync(l => l.EntryId == entryId && l.Id == id && l.RevokedAt == null, cancellation);
        if (link is null)
            return false;
        link.RevokedAt = clock.GetUtcNow().UtcDateTime;
        db.Add(line(link));
        try
        {
            await db.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody else revoked it at this moment.
            return false;
        }
    }

    private int? Id(string token)
    {
        try
        {
            return int.TryParse(protector.Unprotect(token), CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (CryptographicException)
        {
            // Unprotecting has no other way to say no.
            return null;
        }
    }
}
