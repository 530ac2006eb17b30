using CsmPartners.Staff;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Admin.SignIn;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace CsmPartners.Web.Admin.Proof;

/// <summary>Asks a signed-in person once more who they are, before what is as good as the account itself.</summary>
public sealed class ProofController(StaffSession session, StaffRecord record, AccountProof proof) : DeskController
{
    private readonly UserManager<StaffMember> people = session.UserManager;

    [HttpGet(DeskLinks.Proof)]
    public async Task<IActionResult> Open(string? from) => await ShowAsync(from);

    [HttpPost(DeskLinks.Proof), EnableRateLimiting(Throttling.Tries)]
    public async Task<IActionResult> ByPassword([FromForm] string? password, [FromForm] string? from)
    {
        if (await proof.ProblemAsync(await MyselfAsync(), password, Language, Audit) is not { } problem)
            return await OnAsync(from);
        ModelState.AddModelError("Password", problem);
        return await ShowAsync(from);
    }

    [HttpPost(DeskLinks.ProofByPasskey), EnableRateLimiting(Throttling.Tries)]
    public async Task<IActionResult> ByPasskey([FromForm] string? credential, [FromForm] string? from)
    {
        var shown = string.IsNullOrEmpty(credential) ? null : await session.PerformPasskeyAssertionAsync(credential);
        if (shown is { Succeeded: true } && shown.User.Id == Me.Id && await record.KeepAsync(shown.User, shown.Passkey))
        {
            await proof.AcceptAsync(shown.User, SignInWay.Passkey, Audit);
            return await OnAsync(from);
        }

        if (shown is not null)
            await proof.RefuseAsync(await MyselfAsync(), Audit);
        ModelState.AddModelError("", Ui["Passkey.Failed"]);
        return await ShowAsync(from);
    }

    private async Task<IActionResult> OnAsync(string? from)
    {
        await session.ProveAsync();
        return LocalRedirect(Url.Local(from) ?? DeskLinks.Account);
    }

    private async Task<StaffMember> MyselfAsync() => (await people.GetUserAsync(User))!;

    private async Task<IActionResult> ShowAsync(string? from)
    {
        var person = await MyselfAsync();
        return Show("Proof", new ProofPage
        {
            Title = Ui["Proof.Title"],
            Lead = Ui["Proof.Lead"],
            Crumbs = [(Ui["Account.Title"], DeskLinks.Account)],
            Email = person.Email!,
            From = Url.Local(from) ?? DeskLinks.Account,
            HasPasskeys = (await people.GetPasskeysAsync(person)).Count > 0,
        });
    }
}

public sealed class ProofPage : DeskPage
{
    public required string Email { get; init; }

    /// <summary>Where the person wanted to go.</summary>
    public required string From { get; init; }

    public required bool HasPasskeys { get; init; }
}
