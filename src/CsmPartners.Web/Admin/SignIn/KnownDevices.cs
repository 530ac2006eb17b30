using System.Security.Cryptography;
using System.Text;
using CsmPartners.Staff;
using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.SignIn;

/// <summary>
/// Browsers in which a person has signed in before. Each has a secret in a cookie, whose hash stands among the account's counters: its
/// tries are counted apart, so that what strangers try elsewhere does not lock it out. It opens nothing by itself.
/// </summary>
public sealed class KnownDevices(IDbContextFactory<SiteDb> databases, IHttpContextAccessor accessor, TimeProvider clock)
{
    public const int MostPerPerson = 20;

    private const int SecretBytes = 32;

    // As long as browsers keep a cookie.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private HttpContext Context => accessor.HttpContext!;

    /// <summary>Under which source the request's tries at this person's secrets are counted.</summary>
    public async Task<string> SourceAsync(int person)
    {
        if (Secret(person) is not { } secret)
            return TryCounter.Strangers;
        await using var db = await databases.CreateDbContextAsync();
        var source = Hash(secret);
        return await Devices(db, person).AnyAsync(c => c.Source == source) ? source : TryCounter.Strangers;
    }

    /// <summary>From now on the request's browser is known as one of the person's.</summary>
    public async Task RememberAsync(int person)
    {
        await using var db = await databases.CreateDbContextAsync();
        await RememberAsync(db, person);
    }

    /// <summary>The same as part of another change.</summary>
    public async Task RememberAsync(SiteDb db, int person)
    {
        var (secret, now) = (Secret(person), clock.GetUtcNow().UtcDateTime);
        var source = secret is null ? "" : Hash(secret);
        if (await Devices(db, person).Where(c => c.Source == source).ExecuteUpdateAsync(row => row.SetProperty(c => c.SeenAt, now)) == 0)
        {
            secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(SecretBytes));
            db.Add(new TryCounter { StaffId = person, Source = Hash(secret), Secret = SecretKind.Password, SeenAt = now });
            await db.SaveChangesAsync();
            await ForgetOldestAsync(db, person);
        }

        // Sent to where one signs in only, but for browsers that come by HTTPS; see Cookies.
        Context.Response.Cookies.Append(CookieOf(person), secret!, new()
        {
            Path = DeskLinks.SignIn,
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            MaxAge = Kept,
        });
    }

    /// <summary>None of the person's browsers is known any more, as part of another change; what they tried until now is no longer counted.</summary>
    public static Task ForgetAsync(SiteDb db, int person) => db.TryCounters.Where(IsDevice(person)).ExecuteDeleteAsync();

    private static async Task ForgetOldestAsync(SiteDb db, int person)
    {
        var old = await Devices(db, person).OrderByDescending(c => c.SeenAt).Skip(MostPerPerson).Select(c => c.Source).ToListAsync();
        await db.TryCounters.Where(c => c.StaffId == person && old.Contains(c.Source)).ExecuteDeleteAsync();
    }

    private string? Secret(int person) => Context.Request.Cookies[CookieOf(person)] is { Length: SecretBytes * 2 } secret ? secret : null;

    private static IQueryable<TryCounter> Devices(SiteDb db, int person) => db.TryCounters.Where(IsDevice(person)).Where(c => c.Secret == SecretKind.Password);

    private static System.Linq.Expressions.Expression<Func<TryCounter, bool>> IsDevice(int person) =>
        c => c.StaffId == person && c.Source != TryCounter.Strangers && c.Source != TryCounter.Session;

    private static string CookieOf(int person) => $"{Sessions.Cookie}-device-{person}";

    private static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}
