using System.Security.Cryptography;
using System.Text;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.Passwords;

/// <summary>Links to a new password: of all that went to a person only the newest works, and only once, since it holds the account's stamp.</summary>
public sealed class ResetLinks(UserManager<StaffMember> people, SiteDb db, StaffMail mail, OwnAddress own, TimeProvider clock)
{
    /// <summary>Sends a letter, unless the one before is too young; nobody is told which.</summary>
    public async Task SendAsync(StaffMember person)
    {
        var token = await people.GeneratePasswordResetTokenAsync(person);
        // Two first letters at the same moment are told apart by the key: the later one begins again and finds the other.
        if (!await db.RetryAsync(cancellation => ReplaceAsync(person, Hash(token), cancellation), CancellationToken.None))
            return;
        var words = Ui.In(Language.Find(person.Language) ?? Language.Kk);
        var link = own.Of($"{DeskLinks.NewPassword}?user={person.Id}&token={Uri.EscapeDataString(token)}");
        await mail.SendAsync(person, words["Password.Letter.Subject"], words.Format("Password.Letter", person.Name, link));
    }

    /// <summary>The person whose link it is; null where it was used, replaced or has run out.</summary>
    public async Task<StaffMember?> FindAsync(string? user, string? token) =>
        StaffRecord.IdOf(user) is { } id && await people.FindByIdAsync(id) is { PasswordHash: not null, DeactivatedAt: null } person
        && Hash(token ?? "") is var hash && await db.ResetLinks.AnyAsync(l => l.StaffId == person.Id && l.Hash == hash)
        && await people.VerifyUserTokenAsync(person, people.Options.Tokens.PasswordResetTokenProvider, UserManager<StaffMember>.ResetPasswordTokenPurpose, token!)
            ? person : null;

    /// <summary>The link was used: the person may ask for another at once.</summary>
    public Task RemoveAsync(StaffMember person) => db.ResetLinks.Where(l => l.StaffId == person.Id).ExecuteDeleteAsync();

    /// <returns>False where no letter is due, or somebody else has just seen to one.</returns>
    private async Task<bool> ReplaceAsync(StaffMember person, string hash, CancellationToken cancellation)
    {
        var (stamp, now) = (person.SecurityStamp!, clock.GetUtcNow().UtcDateTime);
        var newest = await db.ResetLinks.AsNoTracking().SingleOrDefaultAsync(l => l.StaffId == person.Id, cancellation);
        if (newest is null)
        {
            db.Add(new ResetLink { StaffId = person.Id }.Next(hash, stamp, now));
            await db.SaveChangesAsync(cancellation);
            return true;
        }

        if (!newest.MaySend(stamp, now))
            return false;
        var next = newest.Next(hash, stamp, now);
        return await db.ResetLinks.Where(l => l.StaffId == person.Id && l.Hash == newest.Hash).ExecuteUpdateAsync(
            row => row
                .SetProperty(l => l.Hash, next.Hash)
                .SetProperty(l => l.Stamp, next.Stamp)
                .SetProperty(l => l.SentAt, next.SentAt)
                .SetProperty(l => l.Letters, next.Letters),
            cancellation) == 1;
    }

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>
/// Sees to what was asked for after the answer has gone, so that the time it takes does not tell whether an address is somebody's.
/// </summary>
public sealed class ResetRequests(IServiceScopeFactory scopes, ILogger<ResetRequests> log)
{
    public void Add(string email) => _ = Task.Run(() => SendAsync(email));

    private async Task SendAsync(string email)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var services = scope.ServiceProvider;
            if (await services.GetRequiredService<UserManager<StaffMember>>().FindByEmailAsync(email) is { PasswordHash: not null, DeactivatedAt: null } person)
                await services.GetRequiredService<ResetLinks>().SendAsync(person);
        }
        // Nobody is there any more to be told.
        catch (Exception e)
        {
            log.LogError(e, "A letter with a link to a new password could not be sent");
        }
    }
}
