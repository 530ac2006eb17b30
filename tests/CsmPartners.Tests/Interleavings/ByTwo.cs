using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Interleavings;

/// <summary>An act twice: by two people, or by one person in two windows.</summary>
internal static class ByTwo
{
    /// <summary>The same person, in two windows.</summary>
    public static (Act One, Act Other) Twice(Act act) => (act, act with { Name = act.Name });

    public static async Task<(Act One, Act Other)> BothAsync(this InterleavingSite site, Func<DeskClient, DeskClient, string, Task<Act>> act) =>
        (await act(site.Publisher, site.Editor, "One"), await act(site.OtherPublisher, site.OtherEditor, "Other"));

    public static Task<(Act One, Act Other)> StepAsync(this InterleavingSite site, string step, int id, bool byEditor, params (string Name, string Value)[] fields) =>
        site.BothAsync((publisher, editor, _) => site.PostAsync(step, byEditor ? editor : publisher, $"/admin/entries/{id}/{step}", fields));

    /// <param name="person">Whom it is done to.</param>
    public static async Task<(Act One, Act Other)> OfAdministratorsAsync(this InterleavingSite site, int person, string step, params (string Name, string Value)[] fields) =>
        (await site.PostAsync(step, site.Administrator, $"/admin/people/{person}/{step}", fields), await site.PostAsync(step, site.OtherAdministrator, $"/admin/people/{person}/{step}", fields));

    public static Task<(Act One, Act Other)> SignAsync(this InterleavingSite site, string name, DeskClient person, string password) =>
        site.StrangerAsync(name, "/admin/sign-in", "form[action='/admin/sign-in']", ("Email", person.Email), ("Password", password));

    public static async Task<(Act One, Act Other)> StrangerAsync(this InterleavingSite site, string name, string address, string form, params (string Name, string? Value)[] fields)
    {
        using var one = DeskClient.Stranger(site);
        using var other = DeskClient.Stranger(site);
        return (site.Act(name, await Request.PostAsync(one, address, form, fields)), site.Act(name, await Request.PostAsync(other, address, form, fields)));
    }

    /// <summary>A form that was open before things changed.</summary>
    public static async Task<Act> PostAsync(this InterleavingSite site, string name, DeskClient person, string address, params (string Name, string Value)[] fields) =>
        site.Act(name, Request.Post(person, address, [await FormAsync(person, "/admin"), .. fields]));

    private static async Task<(string Name, string Value)> FormAsync(DeskClient person, string address)
    {
        using var page = await person.GetPageAsync(address);
        return ("__RequestVerificationToken", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!);
    }
}
