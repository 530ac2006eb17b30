using CsmPartners.Staff;
using CsmPartners.Web.Backups;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.People;

/// <summary>The command <c>unlock</c>: for a museum whose only administrator is locked out.</summary>
internal static class Unlocking
{
    /// <returns>The process's exit code.</returns>
    public static async Task<int> UnlockAsync(this WebApplication app, string email, ProgressLines progress)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (await services.GetRequiredService<UserManager<StaffMember>>().FindByEmailAsync(email.Trim()) is not { } person)
        {
            progress.Say($"Nobody at the desk has the address {email}.");
            return 1;
        }

        var wasLocked = await services.GetRequiredService<TryCounters>().UnlockAsync(person.Id);
        await using var db = await services.GetRequiredService<IDbContextFactory<SiteDb>>().CreateDbContextAsync();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        db.Add(new AuditEvent { At = now, Action = AuditAction.Unlocked, Subject = person.Name, Detail = "CsmPartners.Web unlock" });
        await db.SaveChangesAsync();
        progress.Say(wasLocked ? $"{email} was locked and can sign in again." : $"{email} was not locked.");
        return 0;
    }
}
