using System.Net;
using AngleSharp.Html.Dom;
using CsmPartners.Staff;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Support;

/// <summary>A browser in which somebody works at the desk: keeps cookies, does not follow redirects by itself.</summary>
public sealed class DeskClient : HttpClient
{
    public const string Password = "Көкжиек пен кілем 1928";

    private DeskClient(TestSite site, CookieContainer cookies)
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) =>
        (Site, Cookies, BaseAddress) = (site, cookies, new Uri(site.Origin));

    public TestSite Site { get; }

    public CookieContainer Cookies { get; }

    /// <summary>Zero until signed in.</summary>
    public int Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>Nobody is signed in.</summary>
    public static DeskClient Stranger(TestSite site, string language = "en")
    {
        var client = new DeskClient(site, new());
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        return client;
    }

    /// <summary>A new member of staff, made without the screens, signed in by the real form.</summary>
    public static async Task<DeskClient> SignedInAsync(TestSite site, StaffRole role, string language, string? name)
    {
        var person = await PersonAsync(site, role, language, name);
        var client = Stranger(site, language);
        (client.Id, client.Name, client.Email) = (person.Id, person.Name, person.Email!);
        using var response = await client.SignInAsync(person.Email!, Password);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, $"Signing in answered {(int)response.StatusCode}");
        return client;
    }

    /// <summary>A member of staff with <see cref="Password"/> who has not signed in yet.</summary>
    public static async Task<StaffMember> PersonAsync(TestSite site, StaffRole role, string language = "en", string? name = null)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<StaffMember>>();
        var email = $"{Guid.NewGuid():N}@museum.test";
        var person = new StaffMember
        {
            UserName = email,
            Email = email,
            EmailConfirmed = true,
            Name = name ?? $"{role} {email[..6]}",
            Role = role,
            Language = language,
            CreatedAt = TimeProvider.System.GetUtcNow().UtcDateTime,
        };
        var result = await people.CreateAsync(person, Password);
        Assert.True(result.Succeeded, string.Join(' ', result.Errors.Select(e => e.Description)));
        return person;
    }

    public async Task<HttpResponseMessage> SignInAsync(string email, string password, string address = "/admin/sign-in")
    {
        using var page = await this.GetPageAsync(address);
        return await this.PostFormAsync(page, "form[action='/admin/sign-in']", [("Email", email), ("Password", password)]);
    }

    /// <summary>The page that a redirect leads to.</summary>
    public async Task<IHtmlDocument> FollowAsync(HttpResponseMessage response)
    {
        Assert.True(response.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, $"{(int)response.StatusCode} is no redirect: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return await this.GetPageAsync(response.Headers.Location!.ToString());
    }
}

internal static class Staff
{
    public static Task<DeskClient> StaffAsync(this TestSite site, StaffRole role, string language = "en", string? name = null) =>
        DeskClient.SignedInAsync(site, role, language, name);
}
