using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Interleavings;

/// <summary>Codes and passkeys: each code opens once, and what one adds another does not lose.</summary>
[Collection(InterleavingsCollection.Name)]
public sealed class FactorOrderTests(InterleavingSite site)
{
    [Fact]
    public async Task One_code_sent_twice_at_once_opens_once()
    {
        await site.BeginAsync();
        var (key, _) = await site.SwitchOnAsync();
        var (one, other) = (await site.CodeAsync("000000"), await site.CodeAsync("000000"));
        await site.ExploreAsync(
            order => OnceAsync(order, 10),
            new Act("code", () => site.SendAsync(one.With("000000", Authenticator.Code(key)))),
            new Act("the same code", () => site.SendAsync(other.With("000000", Authenticator.Code(key)))));
    }

    [Fact]
    public async Task One_recovery_code_sent_twice_at_once_opens_once()
    {
        await site.BeginAsync();
        var (_, codes) = await site.SwitchOnAsync();
        await site.ExploreAsync(
            order => OnceAsync(order, 9),
            site.Act("recovery code", await site.CodeAsync(codes[0])),
            site.Act("the same code", await site.CodeAsync(codes[0])));
    }

    [Fact]
    public async Task Two_recovery_codes_sent_at_once_are_both_used_up()
    {
        await site.BeginAsync();
        var (_, codes) = await site.SwitchOnAsync();
        await site.ExploreAsync(
            async order => Assert.Equal(10 - order.Taken, await CodesLeftAsync(order)),
            site.Act("recovery code", await site.CodeAsync(codes[0])),
            site.Act("another", await site.CodeAsync(codes[1])));
    }

    [Fact]
    public async Task A_passkey_added_while_another_is_removed_stays()
    {
        await site.BeginAsync();
        using var old = new SecurityKey();
        using var more = new SecurityKey();
        await site.AddedPasskeyAsync(old, "Old");
        await site.ExploreAsync(
            async order =>
            {
                var names = await NamesAsync(order);
                var lines = await order.LinesAsync();
                Assert.Equal(lines.Contains(AuditAction.PasskeyAdded), names.Contains("More"));
                Assert.Equal(lines.Contains(AuditAction.PasskeyRemoved), !names.Contains("Old"));
                Assert.Equal(lines.Distinct(), lines);
            },
            await site.AddPasskeyAsync(more, "More"),
            await site.RemovePasskeyAsync());
    }

    [Fact]
    public async Task Two_passkeys_added_at_once_are_both_there_or_one_is_refused()
    {
        await site.BeginAsync();
        using var one = new SecurityKey();
        using var other = new SecurityKey();
        await site.ExploreAsync(
            async order => Assert.Equal((await order.LinesAsync()).Count(l => l == AuditAction.PasskeyAdded), (await NamesAsync(order)).Count),
            await site.AddPasskeyAsync(one, "One"),
            await site.AddPasskeyAsync(other, "Other"));
    }

    [Fact]
    public async Task A_passkey_removed_twice_at_once_is_removed_once()
    {
        await site.BeginAsync();
        using var old = new SecurityKey();
        await site.AddedPasskeyAsync(old, "Old");
        await site.ExploreAsync(
            async order =>
            {
                Assert.Empty(await NamesAsync(order));
                Assert.Single(await order.LinesAsync(), AuditAction.PasskeyRemoved);
            },
            await site.RemovePasskeyAsync(),
            await site.RemovePasskeyAsync());
    }

    private async Task OnceAsync(Order order, int codesLeft)
    {
        Assert.Equal(1, order.Taken);
        Assert.Single(await order.LinesAsync(), AuditAction.SignedIn);
        Assert.Equal(codesLeft, await CodesLeftAsync(order));
    }

    private Task<int> CodesLeftAsync(Order order) => order.ReadAsync(async db =>
        (await db.UserTokens.Where(t => t.UserId == site.Editor.Id && t.Name == "RecoveryCodes").Select(t => t.Value).SingleAsync())!.Split(';', StringSplitOptions.RemoveEmptyEntries).Length);

    private Task<List<string>> NamesAsync(Order order) =>
        order.ReadAsync(async db => (await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == site.Editor.Id).ToListAsync()).ConvertAll(p => p.Data.Name ?? ""));
}
