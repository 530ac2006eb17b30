using CsmPartners.Staff;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CsmPartners.Web.Admin.Languages;

/// <summary>The language in which a person reads the desk.</summary>
public sealed class LanguagesController(SignInManager<StaffMember> session) : DeskController
{
    [AllowAnonymous, HttpPost(DeskLinks.ChooseLanguage)]
    public async Task<IActionResult> Choose([FromForm] string? language, [FromForm] string? from)
    {
        if (Language.Find(language) is not { } chosen)
            return BadRequest();
        // The same choice as a visitor's, so that the desk speaks it before signing in too.
        Response.Cookies.Append(RequestLanguage.Cookie, chosen.Code, new CookieOptions { IsEssential = true, MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, Secure = Request.IsHttps });
        if (Person is { } me && await session.UserManager.FindByIdAsync($"{me.Id}") is { } person)
        {
            person.Language = chosen.Code;
            await session.UserManager.UpdateAsync(person);
            await session.RefreshSignInAsync(person);
        }

        return LocalRedirect(Url.Local(from) ?? DeskLinks.Home);
    }
}
