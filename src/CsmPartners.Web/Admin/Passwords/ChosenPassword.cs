using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CsmPartners.Web.Admin.Passwords;

/// <summary>A new password, typed twice.</summary>
public class ChosenPassword
{
    public string? Password { get; set; }

    public string? Again { get; set; }

    /// <summary>Somebody else may have added one.</summary>
    public bool DropPasskeys { get; set; }

    public bool IsTypedTwice(ModelStateDictionary state, Ui ui)
    {
        if (string.IsNullOrEmpty(Password))
            state.AddModelError(nameof(Password), ui["Account.Password.Choose"]);
        else if (Password != Again)
            state.AddModelError(nameof(Again), ui["Account.Password.Differs"]);
        return state.IsValid;
    }
}

internal static class IdentityErrors
{
    /// <summary>Says beside the right field, in the person's language, what Identity refused.</summary>
    public static void AddErrors(this ModelStateDictionary state, IdentityResult result, Ui ui)
    {
        foreach (var error in result.Errors)
        {
            var (field, key) = error.Code switch
            {
                nameof(IdentityErrorDescriber.PasswordMismatch) => ("Current", "Account.Password.Wrong"),
                nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName) => ("Email", "Account.Email.Taken"),
                nameof(IdentityErrorDescriber.InvalidEmail) or nameof(IdentityErrorDescriber.InvalidUserName) => ("Email", "Account.Email.Wrong"),
                var code when code.StartsWith("Account.Password.", StringComparison.Ordinal) => (nameof(ChosenPassword.Password), code),
                _ => ("", "Account.Failed"),
            };
            if (state[field]?.Errors.Count is null or 0)
                state.AddModelError(field, ui[key]);
        }
    }
}
