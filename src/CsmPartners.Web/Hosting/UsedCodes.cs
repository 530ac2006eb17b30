using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Hosting;

/// <summary>A code from the telephone is good for minutes, but only once: whoever looked over a shoulder comes too late. A row each among Identity's tokens.</summary>
internal sealed class UsedCodes(IDbContextFactory<SiteDb> databases, TimeProvider clock)
{
    // Longer than Identity accepts a code.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private const string Provider = "UsedCode";

    /// <returns>False where it was tried before.</returns>
    public async Task<bool> TakeAsync(int person, string code)
    {
        await using var db = await databases.CreateDbContextAsync();
        // Whoever sends the same at the same moment is found by the key, and the next attempt sees it.
        return await db.RetryAsync(token => AddAsync(db, person, code, token), CancellationToken.None);
    }

    private async Task<bool> AddAsync(SiteDb db, int person, string code, CancellationToken cancellation)
    {
        var rows = db.UserTokens.Where(t => t.UserId == person && t.LoginProvider == Provider);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var taken = await rows.AsNoTracking().ToListAsync(cancellation);
        foreach (var old in taken.Where(t => long.Parse(t.Value!, CultureInfo.InvariantCulture) < now - Kept.TotalSeconds))
            await rows.Where(t => t.Name == old.Name).ExecuteDeleteAsync(cancellation);
        if (await rows.AnyAsync(t => t.Name == code, cancellation))
            return false;
        db.UserTokens.Add(new IdentityUserToken<int> { UserId = person, LoginProvider = Provider, Name = code, Value = now.ToString(CultureInfo.InvariantCulture) });
        await db.SaveChangesAsync(cancellation);
        return true;
    }
}
