using CsmPartners.Staff;
using CsmPartners.Web.Admin.People;
using Microsoft.AspNetCore.Identity;

namespace CsmPartners.Web.Admin.SecondFactor;

/// <summary>The key that a person's telephone makes codes from, made when the screen is first opened; in two windows at once it is the same.</summary>
public sealed class TelephoneKeys(IServiceScopeFactory scopes)
{
    public async Task<string> MakeAsync(int person)
    {
        // A scope of its own, whose attempts forget what the screen has read.
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>();
        var store = (IUserAuthenticatorKeyStore<StaffMember>)scope.ServiceProvider.GetRequiredService<IUserStore<StaffMember>>();
        return await scope.ServiceProvider.GetRequiredService<SiteDb>().RetryAsync(
            async cancellation =>
            {
                var member = (await people.FindByIdAsync($"{person}"))!;
                // Another window may have been first: its key is as good.
                if (await people.GetAuthenticatorKeyAsync(member) is { Length: > 0 } key)
                    return key;
                // Not Identity's reset, which would sign the other windows out: a key that is not switched on is no factor yet.
                var made = people.GenerateNewAuthenticatorKey();
                await store.SetAuthenticatorKeyAsync(member, made, cancellation);
                StaffRecord.Succeed(await people.UpdateAsync(member));
                return made;
            },
            CancellationToken.None);
    }
}
