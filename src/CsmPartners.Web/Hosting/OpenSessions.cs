using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// The sessions at the desk that are open, a row each among Identity's tokens. The cookie alone would be good until it runs out,
/// whoever has kept a copy; without its row it opens nothing.
/// </summary>
internal sealed class OpenSessions(IDbContextFactory<SiteDb> databases, EndedSessions ended, TimeProvider clock, ILogger<OpenSessions> log)
{
    /// <summary>After which one signs in anew, however busy one was.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>For how long a proof counts as fresh.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>Nobody who signs out waits longer for a database that is locked.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>Of a session's number, in hexadecimal digits.</summary>
    public const int NumberLength = 32;

    /// <summary>Among Identity's tokens.</summary>
    public const string Provider = "Session";

    private const string Key = ".session";

    public static bool IsNumbered(AuthenticationProperties properties) => properties.Items.ContainsKey(Key);

    public async Task StartAsync(int person, AuthenticationProperties properties)
    {
        var number = Convert.ToHexString(RandomNumberGenerator.GetBytes(NumberLength / 2));
        properties.Items[Key] = number;
        await using var db = await databases.CreateDbContextAsync();
        foreach (var row in await db.UserTokens.AsNoTracking().Where(t => t.UserId == person && t.LoginProvider == Provider).ToListAsync())
        {
            if (!IsYoung(row.Value))
                await Row(db, person, row.Name).ExecuteDeleteAsync();
        }

        db.UserTokens.Add(new() { UserId = person, LoginProvider = Provider, Name = number, Value = Value(clock.GetUtcNow().UtcDateTime) });
        await db.SaveChangesAsync();
    }

    /// <summary>Whether it was ended on this node, whatever the database says, or whether it answers at all.</summary>
    public bool IsEnded(AuthenticationProperties properties) => properties.Items.TryGetValue(Key, out var number) && ended.Contains(number!);

    /// <summary>Null where it was ended, has lasted too long or never was.</summary>
    public async Task<OpenSession?> FindAsync(int person, AuthenticationProperties properties, CancellationToken cancellation)
    {
        if (!properties.Items.TryGetValue(Key, out var number))
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var value = await Row(db, person, number!).Select(t => t.Value).SingleOrDefaultAsync(cancellation);
        return IsYoung(value) ? new(person, number!, value!) : null;
    }

    public bool IsFresh(OpenSession session) => clock.GetUtcNow().UtcDateTime - ProvedAt(session) is var age && age >= TimeSpan.Zero && age < Fresh;

    /// <summary>The person has just proved once more who they are.</summary>
    public async Task ProveAsync(OpenSession session)
    {
        await using var db = await databases.CreateDbContextAsync();
        var value = Value(Started(session), clock.GetUtcNow().UtcDateTime);
        await Row(db, session.Person, session.Number).ExecuteUpdateAsync(row => row.SetProperty(t => t.Value, value));
    }

    /// <summary>Ends it; on this node even if its row cannot be deleted, on others as soon as it can.</summary>
    /// <returns>Whether it was open until now.</returns>
    public async Task<bool> EndAsync(OpenSession session)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync();
            db.Database.SetCommandTimeout(Timeout);
            return await Row(db, session.Person, session.Number).ExecuteDeleteAsync() > 0;
        }
        catch (Exception e) when (DeskErrors.OfTheDatabase(e))
        {
            ended.Add(session.Number);
            log.LogError("A session could not be deleted; other nodes do not know that it was ended until it can be: {Reason}", e.GetBaseException().Message);
            return true;
        }
    }

    /// <summary>Ends a session that nobody could look up, because the database does not answer.</summary>
    public void EndUnseen(AuthenticationProperties properties)
    {
        if (properties.Items.TryGetValue(Key, out var number))
            ended.Add(number!);
    }

    private bool IsYoung(string? started) => string.CompareOrdinal(started, Moment((clock.GetUtcNow() - Longest).UtcDateTime)) > 0;

    private static IQueryable<IdentityUserToken<int>> Row(SiteDb db, int person, string number) =>
        db.UserTokens.Where(t => t.UserId == person && t.LoginProvider == Provider && t.Name == number);

    // When it began, and where that was later, when the person last proved who they are.
    private static string Value(DateTime started, DateTime? proved = null) => Moment(started) + (proved is { } at ? ' ' + Moment(at) : "");

    private static DateTime Started(OpenSession session) => Parse(session.Value.Split(' ')[0]);

    private static DateTime ProvedAt(OpenSession session) => Parse(session.Value.Split(' ')[^1]);

    private static DateTime Parse(string moment) => DateTime.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    private static string Moment(DateTime utc) => utc.ToString("O", CultureInfo.InvariantCulture);
}

/// <summary>Whose session the request belongs to; among the request's features.</summary>
internal sealed record OpenSession(int Person, string Number, string Value);
