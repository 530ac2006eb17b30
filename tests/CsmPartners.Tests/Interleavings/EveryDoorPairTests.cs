using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Admin.FirstAdministrator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Interleavings;

/// <summary>As <see cref="EveryPairTests"/>: codes, passkeys, invitations and preview links, and the first administrator.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class EveryDoorPairTests(InterleavingSite site, ITestOutputHelper output)
{
    private const string First = "торғай керуен шатыр";
    private const string Second = "көкжиек пен дала желі";

    [Fact]
    public async Task Of_what_is_done_with_codes_and_passkeys()
    {
        await site.BeginAsync();
        var person = site.Editor;
        using var old = new SecurityKey();
        using var more = new SecurityKey();
        var (key, codes) = await site.SwitchOnAsync();
        await site.AddedPasskeyAsync(old, "Old");
        using var passkeys = await person.GetPageAsync("/admin/account/passkeys");
        var wrongCode = site.Act("wrong code", await site.CodeAsync("no code"));
        var wrongPasskey = await site.EnterByPasskeyAsync(more);
        var proof = await site.PostAsync("proof", person, "/admin/account/proof", ("password", DeskClient.Password));
        List<(Act One, Act Other)> acts =
        [
            (Code(await site.CodeAsync("000000")), Code(await site.CodeAsync("000000"))),
            (wrongCode with { Name = "wrong code" }, wrongCode with { Name = "wrong code" }),
            (await RecoveryCodeAsync(codes[0]), await RecoveryCodeAsync(codes[0])),
            (await RecoveryCodeAsync(codes[1]), await RecoveryCodeAsync(codes[1])),
            (await PasskeyAsync(), await PasskeyAsync()),
            ByTwo.Twice(await site.AddPasskeyAsync(more, "More")),
            ByTwo.Twice(site.Act("rename", await Request.PostAsync(person, passkeys, "form[action$='/name']", [(passkeys.QuerySelector("form[action$='/name'] input[type=text]")!.GetAttribute("name")!, "Another name")]))),
            ByTwo.Twice(await site.RemovePasskeyAsync()),
            ByTwo.Twice(await site.PostAsync("new recovery codes", person, "/admin/account/second-factor/recovery-codes")),
            ByTwo.Twice(await site.PostAsync("switch off", person, "/admin/account/second-factor/off")),
            ByTwo.Twice((await site.PostAsync("password", person, "/admin/account/password", ("Current", DeskClient.Password), ("Password", First), ("Again", First))) with { Refused = proof }),
            ByTwo.Twice(await PasswordWithoutPasskeysAsync()),
            ByTwo.Twice(await site.PostAsync("end other sessions", person, "/admin/account/sessions")),
            await site.OfAdministratorsAsync(person.Id, "second-factor"),
            await site.OfAdministratorsAsync(person.Id, "deactivation"),
        ];
        await site.EveryPairAsync(acts, output);
        // Tries at secrets are steps of their own: counted, then looked at.
        await site.EveryFailureAsync(acts[5..], output);

        Act Code(Request request) => new("code", () => site.SendAsync(request.With("000000", Authenticator.Code(key))), wrongCode);

        async Task<Act> RecoveryCodeAsync(string code) => site.Act("recovery code", await site.CodeAsync(code)) with { Refused = wrongCode };

        async Task<Act> PasskeyAsync() => (await site.EnterByPasskeyAsync(old)) with { Refused = wrongPasskey };

        async Task<Act> PasswordWithoutPasskeysAsync() =>
            (await site.PostAsync("password without passkeys", person, "/admin/account/password", ("Current", DeskClient.Password), ("Password", First), ("Again", First), ("DropPasskeys", "true"))) with { Refused = proof };
    }

    [Fact]
    public async Task Of_what_is_done_with_an_invitation()
    {
        await site.BeginAsync();
        var email = $"{Guid.NewGuid():N}@museum.test";
        using (var people = await site.Administrator.GetPageAsync("/admin/people"))
        using (await site.Administrator.PostFormAsync(people, "form[action='/admin/people']", [("Name", "Guest"), ("Email", email), ("Role", "Editor"), ("Language", "en")]))
        {
        }

        var link = Letters.LinkOf((await site.LetterToAsync(email)).Text);
        await using var db = site.Database();
        var guest = await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync(TestContext.Current.CancellationToken);
        List<(Act One, Act Other)> acts =
        [
            await site.StrangerAsync("accept", link, "form[action='/admin/invitation']", ("Password", First), ("Again", First)),
            await site.StrangerAsync("accept otherwise", link, "form[action='/admin/invitation']", ("Password", Second), ("Again", Second)),
            await site.OfAdministratorsAsync(guest, "invitation"),
            await site.OfAdministratorsAsync(guest, "role", ("Role", "Publisher")),
            await site.OfAdministratorsAsync(guest, "deactivation"),
            await site.OfAdministratorsAsync(guest, "reactivation"),
        ];
        await site.EveryPairAsync(acts, output);
        await site.EveryFailureAsync(acts, output);
    }

    [Fact]
    public async Task Of_what_is_done_with_a_preview_link()
    {
        var id = await site.WaitingAsync();
        var (address, link) = await LinkAsync(id);
        using var reader = DeskClient.Stranger(site);
        List<(Act One, Act Other)> acts =
        [
            await site.StrangerAsync("comment", address, "main form[method=post]", ("author", "Guest"), ("text", "A word from outside.")),
            ByTwo.Twice(site.Act("open", Request.Get(reader, address))),
            await site.StepAsync("links", id, byEditor: true, ("Recipient", "Reader"), ("Days", "7")),
            await site.StepAsync("links/revoke", id, byEditor: true, ("link", $"{link}")),
            await site.StepAsync("comments", id, byEditor: true, ("Comment", "A word.")),
            await site.BothAsync((_, editor, name) => site.SaveAsync(editor, id, ("Summary.Ru", name))),
            await site.StepAsync("publish", id, byEditor: false, ("Number", "2"), ("Reason", "For the opening")),
            await site.StepAsync("withdraw", id, byEditor: false, ("Number", "2"), ("WithdrawalReason.Kk", "Қате.")),
        ];
        await site.EveryPairAsync(acts, output);
        await site.EveryFailureAsync(acts, output);
    }

    [Fact]
    public async Task Two_first_administrators_at_once_are_one()
    {
        await site.BeginAsync();
        await using (var db = site.Database())
            await db.Users.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        var link = new Uri(site.Services.GetRequiredService<FirstLink>().Make()).PathAndQuery;
        await site.ExploreAsync(
            async order =>
            {
                Assert.Equal(1, order.Taken);
                Assert.Equal([AuditAction.FirstAdministrator], await order.LinesAsync());
                Assert.Equal(order.Redirected(0) ? "One" : "Other", await order.ReadAsync(db => db.Users.Select(u => u.Name).SingleAsync()));
            },
            await FirstAsync("One"),
            await FirstAsync("Other"));

        async Task<Act> FirstAsync(string name)
        {
            using var stranger = DeskClient.Stranger(site);
            return site.Act(name, await Request.PostAsync(stranger, link, "form.plain-form", ("Name", name), ("Email", $"{name}@museum.test"), ("Password", First), ("Again", First)));
        }
    }

    private async Task<(string Address, int Link)> LinkAsync(int id)
    {
        using var page = await site.Editor.GetPageAsync($"/admin/entries/{id}");
        using var made = await site.Editor.PostFormAsync(page, "form[action$='/links']", [("Recipient", "Guest"), ("Days", "7")]);
        using var shown = await made.PageAsync();
        await using var db = site.Database();
        return (shown.PreviewAddress(), await db.PreviewLinks.Where(l => l.EntryId == id).Select(l => l.Id).SingleAsync(TestContext.Current.CancellationToken));
    }
}
