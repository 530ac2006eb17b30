using System.Net;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Admin;
using Microsoft.AspNetCore.Authorization;

namespace CsmPartners.Tests.Admin;

/// <summary>Every address of the desk, found in the program itself, is asked by strangers and by people of too low a role.</summary>
public sealed class EveryActionTests(DeskSite site)
{
    private static readonly string[] OpenToStrangers =
    [
        "/admin/sign-in", "/admin/sign-in/code", "/admin/sign-in/passkey", "/admin/sign-in/passkey/options", "/admin/language",
        "/admin/first", "/admin/invitation", "/admin/password", "/admin/password/new",
    ];

    /// <summary>Forms that take an old token back with everything typed, and save nothing by it.</summary>
    private static readonly string[] TakesOldTokens = ["/admin/{list:desklist}/new", "/admin/entries/{id:int}/edit"];

    [Fact]
    public async Task Without_signing_in_only_the_door_answers()
    {
        using var stranger = DeskClient.Stranger(site);
        var asked = 0;
        foreach (var (action, method, address) in site.DeskActions())
        {
            var isOpen = OpenToStrangers.Contains(address);
            Assert.True(isOpen == action.EndpointMetadata.Any(m => m is IAllowAnonymous), $"{method} {address} should{(isOpen ? "" : " not")} be open to strangers");
            if (isOpen)
                continue;
            using var response = await SendAsync(stranger, method, address);
            if (method == "GET")
                Assert.True(response.StatusCode == HttpStatusCode.Redirect && response.Headers.Location!.ToString().Contains("/admin/sign-in?from=", StringComparison.Ordinal), $"GET {address} answered {(int)response.StatusCode}");
            else
                Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{method} {address} answered {(int)response.StatusCode}");
            asked++;
        }

        Assert.True(asked > 20);
    }

    [Theory]
    [InlineData(StaffRole.Editor)]
    [InlineData(StaffRole.Publisher)]
    public async Task A_role_too_low_is_refused(StaffRole role)
    {
        using var client = await site.StaffAsync(role);
        var asked = 0;
        foreach (var (action, method, address) in site.DeskActions())
        {
            if (action.EndpointMetadata.OfType<NeedsAttribute>().Select(n => Enum.Parse<StaffRole>(n.Policy!)).DefaultIfEmpty().Max() <= role)
                continue;
            using var response = await SendAsync(client, method, address);
            Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{method} {address} answered {(int)response.StatusCode} to {role}");
            Assert.Contains("not for your role", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            asked++;
        }

        Assert.True(asked > 5);
    }

    [Fact]
    public async Task No_form_is_taken_without_its_token()
    {
        using var client = await site.StaffAsync(StaffRole.Administrator);
        foreach (var (_, method, address) in site.DeskActions().Where(a => a.Method != "GET" && !TakesOldTokens.Contains(a.Address) && a.Address != DeskLinks.SignOut))
        {
            using var response = await SendAsync(client, method, address);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{method} {address} answered {(int)response.StatusCode} without a token");
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(EveryDeskAction.Fill(address), UriKind.Relative));
        if (method != "GET")
            request.Content = new FormUrlEncodedContent([]);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
