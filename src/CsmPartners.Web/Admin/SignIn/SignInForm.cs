using CsmPartners.Staff;
using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CsmPartners.Web.Admin.SignIn;

internal static class LockWords
{
    /// <summary>Words with the rule of locks in them, as it is; about no account in particular.</summary>
    public static string LockRule(this Ui ui, string key) =>
        ui.Format(key, TryCounter.Most, (int)TryCounter.FirstLock.TotalMinutes, (int)TryCounter.LongestLock.TotalHours);
}

public sealed class SignInForm
{
    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? From { get; set; }

    public bool IsComplete(ModelStateDictionary state, Ui ui)
    {
        if (string.IsNullOrWhiteSpace(Email))
            state.AddModelError(nameof(Email), ui["Account.Email.Missing"]);
        if (string.IsNullOrEmpty(Password))
            state.AddModelError(nameof(Password), ui["Account.Password.Missing"]);
        return state.IsValid;
    }
}
