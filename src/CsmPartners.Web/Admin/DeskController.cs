using CsmPartners.Staff;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using CsmPartners.Web.Site.Display;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace CsmPartners.Web.Admin;

/// <summary>
/// Screens of the desk. Each needs a signed-in person unless it says <c>[AllowAnonymous]</c>, every form a valid antiforgery token;
/// what needs more than an editor says so with <see cref="NeedsAttribute"/>.
/// </summary>
[Area("Admin"), Authorize, AutoValidateAntiforgeryToken, SaveTempData]
public abstract class DeskController : Controller
{
    public const string ClearSiteData = "Clear-Site-Data";
    public const string ClearedData = "\"cache\", \"storage\"";

    private const string NoticeKey = "Notice";
    private const string NoticeNamesKey = "NoticeNames";

    protected StaffIdentity? Person { get; private set; }

    /// <summary>Only for screens that need a signed-in person.</summary>
    protected StaffIdentity Me => Person ?? throw new InvalidOperationException("Nobody is signed in.");

    protected Language Language { get; private set; } = Language.Kk;

    protected Ui Ui => Ui.In(Language);

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        Person = StaffIdentity.Of(User);
        Language = DeskLanguage.Of(HttpContext);
        // As the antiforgery service sets them, which otherwise says in the log that it had to.
        Response.Headers.CacheControl = "no-cache, no-store";
        Response.Headers.Pragma = "no-cache";
    }

    /// <summary>The screen in its frame.</summary>
    protected ViewResult Show(string view, DeskPage page)
    {
        page.Language = Language;
        page.Person = Person;
        page.Display = DisplaySettings.Of(Request);
        page.Notice = TempData[NoticeKey] as string;
        page.NoticeNames = [.. (TempData[NoticeNamesKey] as string[] ?? []).Select(name => new LocalText(name[3..], Language.Find(name.AsSpan(0, 2))!))];
        page.Address = HttpMethods.IsGet(Request.Method) ? Request.Path + Request.QueryString.ToUriComponent() : Request.Path;
        return View(view, page);
    }

    /// <summary>The entry's own screen, for the controllers whose small forms stand on it.</summary>
    protected ViewResult ShowEntry(Workflow.EntryPage page)
    {
        // Its parts are looked for beside it.
        RouteData.Values["controller"] = "Workflow";
        return Show("Entry", page);
    }

    /// <summary>Says something at the top of the next screen.</summary>
    /// <param name="names">Those among the words, since they may be in another language.</param>
    protected void Say(string words, params LocalText[] names)
    {
        TempData[NoticeKey] = words;
        if (names.Length > 0)
            TempData[NoticeNamesKey] = names.Select(n => $"{n.Language.Code}:{n.Text}").ToArray();
    }

    /// <summary>Somebody changed the same account at the same moment: nothing was saved, and the person is asked to try again.</summary>
    protected LocalRedirectResult Collided(string screen)
    {
        Say(Ui["Account.Failed"]);
        return LocalRedirect(screen);
    }

    /// <summary>Nothing that the desk kept in the browser stays there for whoever sits down next. Cookies go by themselves: this would take the museum's other sites' too.</summary>
    protected void ClearBrowser() => Response.Headers[ClearSiteData] = ClearedData;

    /// <summary>Writes what the screen can do without. A database that takes nothing, as when its disk is full, is logged and the screen goes on.</summary>
    protected async Task TryAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception e) when (DeskErrors.OfTheDatabase(e))
        {
            DeskErrors.SayOnce(HttpContext, e);
        }
    }

    /// <summary>A line for the record, added to the same save as what it records.</summary>
    protected AuditEvent Audit(AuditAction action, string subject, int? entryId = null, string detail = "") => new()
    {
        At = HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime,
        Action = action,
        ActorId = Person?.Id,
        ActorName = Person?.Name ?? "",
        Subject = Cut(subject, AuditEvent.SubjectLength),
        EntryId = entryId,
        Detail = Cut(detail, AuditEvent.DetailLength),
        Address = NetworkAddress.ToString(HttpContext.Connection.RemoteIpAddress),
    };

    /// <summary>The same where the person acts for themselves before they are signed in.</summary>
    protected AuditEvent AuditOf(StaffMember actor, AuditAction action, string detail = "")
    {
        var line = Audit(action, actor.Name, null, detail);
        (line.ActorId, line.ActorName) = (actor.Id, actor.Name);
        return line;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}

/// <summary>Makes a line for the record; <see cref="DeskController"/> has one.</summary>
public delegate AuditEvent AuditLine(AuditAction action, string subject, int? entryId = null, string detail = "");

/// <summary>The screen is for this role and those above it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(StaffRole role) : AuthorizeAttribute(role.ToString());
