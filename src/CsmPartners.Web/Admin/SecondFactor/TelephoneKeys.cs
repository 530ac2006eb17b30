using CsmPartners.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Admin.SecondFactor;

/// <summary>The key that a person's telephone makes codes from, made when the screen is first opened; in two windows at once it is the same.</summary>
public sealed class TelephoneKeys(IServiceScopeFactory scopes)
{
    public async Task<string> MakeAsync(int person)
    {
        DbUpdateException? failure = null;
        try
        {
            await InScopeAsync(person, async (people, store, member) =>
            {
                if (!string.IsNullOrEmpty(await people.GetAuthenticatorKeyAsync(member)))
                    return null;
                // Not Identity's reset, which would sign the other windows out: a key that is not switched on is no factor yet.
                await store.SetAuthenticatorKeyAsync(member, people.GenerateNewAuthenticatorKey(), CancellationToken.None);
                await people.UpdateAsync(member);
                return null;
            });
        }
        catch (DbUpdateException e)
        {
            failure = e;
        }

        // Another window may have been first: its key is as good.
        return await InScopeAsync(person, (people, _, member) => people.GetAuthenticatorKeyAsync(member))
            ?? throw new InvalidOperationException("The key could not be saved.", failure);
    }

    // Each with entities of its own: what could not be saved would be read again as if it had been.
    private async Task<string?> InScopeAsync(int person, Func<UserManager<StaffMember>, IUserAuthenticatorKeyStore<StaffMember>, StaffMember, Task<string?>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>();
        var store = (IUserAuthenticatorKeyStore<StaffMember>)scope.ServiceProvider.GetRequiredService<IUserStore<StaffMember>>();
        return await work(people, store, (await people.FindByIdAsync($"{person}"))!);
    }
}
