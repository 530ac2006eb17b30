using System.Globalization;
using CsmPartners.Entries;
using CsmPartners.Visitors;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace CsmPartners.Web.Site.Contact;

/// <summary>
/// A letter to the museum. The one public page that writes: whatever stands in the way of the letter, it is shown again with everything
/// that was typed.
/// </summary>
[Route("{lang:language}/contact")]
public sealed class ContactController(PublishedSiteKeeper keeper, FormSeals seals, LetterIntake intake) : SiteController(keeper)
{
    /// <summary>Of a form, in bytes. The longest letter takes a hundredth of it; one that is far too long shall be shown again too.</summary>
    private const int LargestForm = 2 * 1024 * 1024;

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        base.OnActionExecuting(context);
        // A form that cannot be read leaves a message without a field.
        if (context.ModelState.ContainsKey(""))
            context.Result = BadRequest();
        // A site that was just started without its database has no pages, but what somebody typed before is not lost for that.
        else if (HttpMethods.IsPost(Request.Method))
            context.Result = null;
        ModelState.Clear();
    }

    [HttpGet(""), HttpHead(""), ReadsQuery("about")]
    public IActionResult Write(string? about) => ShowForm(new LetterForm { About = about, Kind = Named(about) is null ? null : "correction" });

    [HttpPost(""), TakesNul, RequestSizeLimit(LargestForm)]
    public async Task<IActionResult> Send([FromForm] LetterForm form)
    {
        foreach (var problem in form.Check())
            ModelState.AddModelError(problem.Field, Ui.Format(problem.Key, problem.Values));
        if (!HasSite || DeskErrors.IsDatabaseAway(HttpContext))
            return ShowForm(form, LetterOutcome.Away);
        if (ModelState.IsValid && await seals.ProblemAsync(HttpContext, form.Stamp) is { } key)
            ModelState.AddModelError("", Ui[key]);
        if (!ModelState.IsValid)
            return ShowForm(form);
        var about = Named(form.About);
        var now = HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var outcome = await intake.TakeAsync(form.ToLetter(seals.NumberOf(form.Stamp), Language, about, now), HttpContext.Connection.RemoteIpAddress);
        return outcome == LetterOutcome.Taken ? LocalRedirect(Links.ContactThanks(about)) : outcome == LetterOutcome.FormUsed ? AskAgain(form) : ShowForm(form, outcome);
    }

    [HttpGet("thanks"), HttpHead("thanks"), ReadsQuery("about")]
    public IActionResult Thanks(string? about) => Show("Thanks", PageAbout(Named(about), "contact/thanks", Ui["Contact.Thanks"], new LetterForm()));

    /// <summary>Whoever goes back in the browser and writes something else gets a form of its own for it.</summary>
    private IActionResult AskAgain(LetterForm form)
    {
        ModelState.AddModelError("", Ui["Contact.FormUsed"]);
        form.Stamp = null;
        return ShowForm(form);
    }

    private IActionResult ShowForm(LetterForm form, LetterOutcome outcome = LetterOutcome.Taken)
    {
        var isAsked = outcome == LetterOutcome.Taken && ModelState.IsValid;
        Response.StatusCode = outcome switch
        {
            LetterOutcome.TooMany or LetterOutcome.Full => StatusCodes.Status429TooManyRequests,
            LetterOutcome.Away => StatusCodes.Status503ServiceUnavailable,
            _ => isAsked ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
        if (outcome != LetterOutcome.Taken)
            Response.Headers.RetryAfter = outcome == LetterOutcome.Away ? "30" : "3600";
        form.Stamp = seals.Stamp(form.Stamp);
        var page = PageAbout(Named(form.About), "contact", isAsked ? Ui["Contact.Title"] : Ui.Format("Contact.NotSent", Ui["Contact.Title"]), form);
        page.Outcome = outcome;
        page.Token = seals.Token(HttpContext);
        return Show("Contact", page);
    }

    private ContactPage PageAbout(Entry? about, string path, string title, LetterForm form) => new()
    {
        Title = title,
        Description = Ui["Contact.Lead"],
        Path = path,
        Section = "contact",
        Query = Links.QueryAbout(about),
        QueryElsewhere = Links.QueryAbout(about),
        KeepOutOfSearchEngines = true,
        About = about,
        Contacts = HasSite && Site.Find(EntryKind.Page, Page.Contacts) is { State: EntryState.Published } contacts ? contacts : null,
        Form = form,
    };

    /// <summary>Something that visitors can read, by its reference or number; whatever else the address names is passed over.</summary>
    private Entry? Named(string? about)
    {
        if (!HasSite || about is null)
            return null;
        var entry = int.TryParse(about, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? (Site.PlaceOf(id) is >= 0 and var place ? Site.Everything.Entries[place] : null)
            : about.Split(':', 2) is [var name, var slug] && EntryKinds.Find(name) is { } kind ? Site.Find(kind, slug) ?? Site.FindRedirect(kind, slug) : null;
        return entry is { State: EntryState.Published } ? entry : null;
    }
}

public sealed class ContactPage : SitePage
{
    public override bool IsShared => false;

    public required LetterForm Form { get; init; }

    /// <summary>The entry that the letter is about.</summary>
    public required Entry? About { get; init; }

    /// <summary>The page with the museum's addresses.</summary>
    public required Entry? Contacts { get; init; }

    /// <summary>Why the letter could not be taken although nothing is wrong with it.</summary>
    public LetterOutcome Outcome { get; set; }

    public string? Token { get; set; }
}
