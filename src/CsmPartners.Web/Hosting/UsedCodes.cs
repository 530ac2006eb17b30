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
        var rows = db.UserTokens.Where(t => t.UserId == person && t.LoginProvider == Provider);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        foreach (var old in (await rows.AsNoTracking().ToListAsync()).Where(t => long.Parse(t.Value!, CultureInfo.InvariantCulture) < now - Kept.TotalSeconds))
            await rows.Where(t => t.Name == old.Name).ExecuteDeleteAsync();
        if (await rows.AnyAsync(t => t.Name == code))
            return false;
        db.UserTokens.Add(new IdentityUserToken<int> { UserId = person, LoginProvider = Provider, Name = code, Value = now.ToString(CultureInfo.InvariantCulture) });
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException)
        {
            // Somebody sent the same at the same moment.
            if (await rows.AnyAsync(t => t.Name == code))
                return false;
            throw;
        }
    }
}
