using CsmPartners.Staff;
using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CsmPartners.Web.Admin.People;

public sealed class InvitationForm
{
    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Role { get; set; } = nameof(StaffRole.Editor);

    public string? Language { get; set; } = CsmPartners.Language.Kk.Code;

    /// <summary>What is wrong stands in <paramref name="state"/>.</summary>
    public StaffMember ToPerson(ModelStateDictionary state, Ui ui, DateTime now)
    {
        var name = state.Check(ui, nameof(Name), Name, StaffMember.NameLength);
        if (!EmailAddress.IsOne(Email))
            state.AddModelError(nameof(Email), ui["Account.Email.Wrong"]);
        if (StaffRoles.Find(Role) is null)
            state.AddModelError(nameof(Role), ui["Line.Choose"]);
        if (CsmPartners.Language.Find(Language) is null)
            state.AddModelError(nameof(Language), ui["Line.Choose"]);
        return new()
        {
            Name = name,
            Email = Email?.Trim(),
            UserName = Email?.Trim(),
            Role = StaffRoles.Find(Role) ?? StaffRole.Editor,
            Language = (CsmPartners.Language.Find(Language) ?? CsmPartners.Language.Kk).Code,
            CreatedAt = now,
        };
    }
}

internal static class StaffRoles
{
    /// <summary>By its exact name; a number or a list is none.</summary>
    public static StaffRole? Find(string? name) => Enum.GetValues<StaffRole>().Where(r => r.ToString() == name).Select(r => (StaffRole?)r).FirstOrDefault();
}
