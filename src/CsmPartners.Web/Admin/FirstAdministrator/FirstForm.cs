using CsmPartners.Staff;
using CsmPartners.Web.Admin.Passwords;
using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CsmPartners.Web.Admin.FirstAdministrator;

public sealed class FirstForm : ChosenPassword
{
    public string? Token { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    /// <summary>What is wrong stands in <paramref name="state"/>.</summary>
    public StaffMember ToPerson(ModelStateDictionary state, Ui ui, Language language, DateTime now)
    {
        var name = state.Check(ui, nameof(Name), Name, StaffMember.NameLength);
        if (!EmailAddress.IsOne(Email))
            state.AddModelError(nameof(Email), ui["Account.Email.Wrong"]);
        IsTypedTwice(state, ui);
        return new()
        {
            Name = name,
            Email = Email?.Trim(),
            UserName = Email?.Trim(),
            EmailConfirmed = true,
            Role = StaffRole.Administrator,
            Language = language.Code,
            CreatedAt = now,
        };
    }
}
