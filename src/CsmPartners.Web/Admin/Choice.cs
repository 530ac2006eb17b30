using CsmPartners.Staff;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Admin;

/// <summary>One of a few, with its label; drawn by <c>_Choice</c>.</summary>
public sealed record Choice(string Name, string Label, string? Value, IReadOnlyList<(string Value, string Label)> Options)
{
    public string? Hint { get; init; }

    public static Choice OfRole(Ui ui, string? value) => new("Role", ui["People.Role"], value, [.. Enum.GetValues<StaffRole>().Select(r => (r.ToString(), ui.Of(r)))]) { Hint = ui["People.Role.Hint"] };

    public static Choice OfLanguage(Ui ui, string? value) => new("Language", ui["Desk.Language"], value, [.. Language.All.Select(l => (l.Code, l.Autonym))]);
}
