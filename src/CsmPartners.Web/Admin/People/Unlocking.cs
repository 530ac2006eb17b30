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

        var wasLocked = await services.GetRequiredService<TryCounters>().LockedUntilAsync(person.Id) is not null;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        await services.GetRequiredService<StaffRecord>().UnlockAsync(
            person.Id,
            () => new() { At = now, Action = AuditAction.Unlocked, Subject = person.Name, Detail = "CsmPartners.Web unlock" },
            CancellationToken.None);
        progress.Say(wasLocked ? $"{email} was locked and can sign in again." : $"{email} was not locked.");
        return 0;
    }
}
