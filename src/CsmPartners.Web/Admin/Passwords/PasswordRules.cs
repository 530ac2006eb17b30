using CsmPartners.Staff;
using Microsoft.AspNetCore.Identity;

namespace CsmPartners.Web.Admin.Passwords;

/// <summary>Long rather than odd. An error's code is the key of its words.</summary>
internal sealed class PasswordRules : IPasswordValidator<StaffMember>
{
    public const int MinLength = 12;
    public const int MaxLength = 200;

    private const int FewestDifferent = 5;

    /// <summary>What people type when they are asked for twelve letters, without spaces and in small letters.</summary>
    private static readonly string[] Commonest =
    [
        "passwordpassword", "password1234", "password12345", "password123456", "administrator", "adminadminadmin", "qwertyuiop12", "qwertyuiop123",
        "qwertyuiop[]", "qwerty123456", "qwertyqwerty", "1q2w3e4r5t6y", "1qaz2wsx3edc", "zaq12wsxcde3", "iloveyou1234", "letmeinletmein", "welcome12345",
        "йцукенгшщзхъ", "йцукен123456", "парольпароль", "пароль123456", "фывапролджэ", "құпиясөз1234", "құпиясөзқұпиясөз", "qazaqstan1234", "kazakhstan123",
        "казахстан123", "қазақстан123", "almaty123456", "алматы123456", "museummuseum", "музеймузеймузей", "abcdefghijkl", "abcdefghijklm", "123456789012",
        "1234567890123", "12345678901234", "123123123123", "111222333444", "112233445566", "q1w2e3r4t5y6", "correcthorsebatterystaple",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<StaffMember> manager, StaffMember user, string? password)
    {
        var key = Problem(user, password ?? "");
        return Task.FromResult(key is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = key, Description = key }));
    }

    private static string? Problem(StaffMember person, string password)
    {
        var letters = string.Concat(password.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
        return letters.Length < MinLength ? "Account.Password.Short"
            : password.Length > MaxLength ? "Account.Password.Long"
            : letters.Distinct().Count() < FewestDifferent || Commonest.Contains(letters) || IsARow(letters) ? "Account.Password.Common"
            : OwnWords(person).Any(word => letters.Contains(word, StringComparison.Ordinal)) ? "Account.Password.Own"
            : null;
    }

    private static bool IsARow(string letters) => letters.Zip(letters.Skip(1)).All(pair => Math.Abs(pair.Second - pair.First) is 1 or 9);

    private static IEnumerable<string> OwnWords(StaffMember person) =>
        $"{person.Name} {person.Email?.Split('@')[0]}".ToLowerInvariant().Split([' ', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= 4);
}
