using System.Buffers.Binary;
using System.Security.Cryptography;
using CsmPartners.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CsmPartners.Web.Admin.Passwords;

/// <summary>Whether a password is right. The answer no takes as much work for every account, and for none.</summary>
public sealed class PasswordCheck(IPasswordHasher<StaffMember> hasher, NobodysPassword nobody, IDbContextFactory<SiteDb> databases, IOptions<PasswordHasherOptions> options)
{
    /// <summary>OWASP's advice of 2025 for PBKDF2 with HMAC-SHA-512, which is what Identity uses.</summary>
    public const int Iterations = 220_000;

    /// <param name="person">Null where there is none, or the password is not to be looked at.</param>
    /// <param name="password">As typed.</param>
    public async Task<bool> IsRightAsync(StaffMember? person, string password)
    {
        var hash = person?.PasswordHash ?? nobody.Hash;
        var result = hasher.VerifyHashedPassword(person ?? nobody.Person, hash, password);
        if (result == PasswordVerificationResult.Failed || person is null)
        {
            Spend(options.Value.IterationCount - IterationsOf(hash), password);
            return false;
        }

        if (result == PasswordVerificationResult.SuccessRehashNeeded)
            await UpgradeAsync(person, hash, hasher.HashPassword(person, password));
        return true;
    }

    /// <summary>How often a hash was made to go round; the format is Identity's, see its <c>PasswordHasher</c>.</summary>
    public static int IterationsOf(string hash)
    {
        var bytes = Convert.FromBase64String(hash);
        return bytes is [1, ..] && bytes.Length > 13 ? (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(5)) : 0;
    }

    // Hashes of older versions go round less often; until they are made anew they must not show whose an address is.
    private static void Spend(int iterations, string password)
    {
        if (iterations > 0)
            Rfc2898DeriveBytes.Pbkdf2(password, new byte[16], iterations, HashAlgorithmName.SHA512, 32);
    }

    // By itself: Identity would end the person's other sessions. Unless the password has been changed since it was read.
    private async Task UpgradeAsync(StaffMember person, string old, string hash)
    {
        await using var db = await databases.CreateDbContextAsync();
        await db.Users.Where(p => p.Id == person.Id && p.PasswordHash == old).ExecuteUpdateAsync(row => row.SetProperty(p => p.PasswordHash, hash));
    }
}

/// <summary>What is hashed and compared where there is no account: made by the same hasher as everybody's.</summary>
public sealed class NobodysPassword(IOptions<PasswordHasherOptions> options)
{
    public StaffMember Person { get; } = new();

    public string Hash { get; } = new PasswordHasher<StaffMember>(options).HashPassword(new(), Guid.NewGuid().ToString());
}
