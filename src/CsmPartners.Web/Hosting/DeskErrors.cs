using System.Data.Common;
using CsmPartners.Published;
using CsmPartners.Web.Admin;
using CsmPartners.Web.Media;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Hosting;

/// <summary>Failures at the desk end on a page of the desk; see <c>Admin/Refusals</c>. While the database is away, every screen says so.</summary>
internal static class DeskErrors
{
    public const string Path = DeskLinks.Home + "/refused";

    /// <summary>How much of a form is carried over to the page that says why it was not taken.</summary>
    public const int MostCarried = 1024 * 1024;

    // ENOSPC, EDQUOT, EFBIG; ERROR_DISK_FULL.
    private static readonly int[] FullDisks = [28, 122, 27, unchecked((int)0x80070070)];

    // EIO, EROFS; ERROR_WRITE_FAULT, ERROR_WRITE_PROTECT.
    private static readonly int[] FailingDisks = [5, 30, unchecked((int)0x8007001D), unchecked((int)0x80070013)];

    private static int isSaid;

    /// <summary>However it is spelt, as for the router: what is asked for elsewhere must not be skipped at <c>/Admin</c>.</summary>
    public static bool IsAtDesk(HttpContext context) => context.Request.Path.StartsWithSegments(DeskLinks.Home, StringComparison.OrdinalIgnoreCase);

    /// <summary>Before routing, through which the request goes once more to the page about its refusal.</summary>
    public static void UseDeskErrors(this WebApplication app) => app.Use((context, next) => IsAtDesk(context) ? AnswerAtDeskAsync(context, next) : next(context));

    private static async Task AnswerAtDeskAsync(HttpContext context, RequestDelegate next)
    {
        if (SigningOut.IsAsked(context))
        {
            await SigningOut.AnswerAsync(context, next);
            return;
        }

        if (IsDatabaseAway(context) && context.Request.Path != DeskLinks.Status)
            SayAway(context);
        else
            await AnswerAsync(context, next);
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < StatusCodes.Status400BadRequest || response.ContentLength is not null || !string.IsNullOrEmpty(response.ContentType))
            return;

        var request = context.Request;
        context.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature
        {
            OriginalPath = request.Path.Value!,
            OriginalPathBase = request.PathBase.Value!,
            OriginalQueryString = request.QueryString.HasValue ? request.QueryString.ToUriComponent() : null,
        });
        // A form that is too large to be carried is not read at all.
        if (request.ContentLength is null or > MostCarried)
            request.ContentType = null;
        request.Path = $"{Path}/{response.StatusCode}";
        request.QueryString = QueryString.Empty;
        request.RouteValues.Clear();
        context.SetEndpoint(null);
        await next(context);
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        // What is read of a form may be put aside on the disk, in the place of this.
        var body = context.Request.Body;
        try
        {
            await next(context);
            if (HttpMethods.IsPost(context.Request.Method) && context.Response.StatusCode < StatusCodes.Status400BadRequest && !context.Items.ContainsKey(typeof(DeskErrors)))
                isSaid = 0;
        }
        catch (Exception e) when (!context.Response.HasStarted && (OfTheDatabase(e) || IsOfDisk(e)))
        {
            var (isRefused, answers) = (IsOfDisk(e) || context.RequestServices.GetRequiredService<DatabaseErrors>().IsRefusal(e), await AnswersAsync(context));
            if (answers && !isRefused)
                throw;
            if (answers)
                context.Items[nameof(IsUnsaved)] = e;
            SayOnce(context, e);
            await LongBodies.DiscardAsync(body, context.RequestAborted);
            SayAway(context);
        }
    }

    /// <summary>Into the log, until something can be saved again.</summary>
    public static void SayOnce(HttpContext context, Exception e)
    {
        context.Items[typeof(DeskErrors)] = e;
        if (Interlocked.Exchange(ref isSaid, 1) == 0)
            context.RequestServices.GetRequiredService<ILogger<SiteDb>>().LogError("The desk cannot save or read: {Reason}", e.GetBaseException().Message);
    }

    /// <summary>Whether this request failed because there is no room left.</summary>
    public static bool IsFull(HttpContext context) =>
        context.Items[typeof(DeskErrors)] is Exception e && (IsDiskFull(e) || context.RequestServices.GetRequiredService<DatabaseErrors>().IsFull(e));

    private static bool IsDiskFull(Exception? e) => e is not null && ((e is IOException file && FullDisks.Contains(file.HResult)) || IsDiskFull(e.InnerException));

    private static void SayAway(HttpContext context)
    {
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "30";
    }

    /// <summary>Whether the request failed although the database answers: it, or the disk, takes no changes.</summary>
    public static bool IsUnsaved(HttpContext context) => context.Items.ContainsKey(nameof(IsUnsaved));

    public static bool IsDatabaseAway(HttpContext context) => context.RequestServices.GetRequiredService<PublishedSiteKeeper>().IsAway;

    /// <summary>The disk or the media store does not take what is to be written, and will not until somebody helps.</summary>
    public static bool IsOfDisk(Exception? e) => e switch
    {
        null => false,
        MediaStoreException => true,
        IOException file when FullDisks.Contains(file.HResult) || FailingDisks.Contains(file.HResult) => true,
        _ => IsOfDisk(e.InnerException),
    };

    // By a question, since a connection alone may succeed; and by a connection of its own.
    private static async Task<bool> AnswersAsync(HttpContext context)
    {
        try
        {
            await using var db = await context.RequestServices.GetRequiredService<IDbContextFactory<SiteDb>>().CreateDbContextAsync();
            return await db.ReadVersionAsync(context.RequestAborted) is not null;
        }
        catch (Exception e) when (OfTheDatabase(e))
        {
            return false;
        }
    }

    public static bool OfTheDatabase(Exception? e) =>
        e is not null && (e is DbException or DbUpdateException or TimeoutException or MissingDatabaseException || OfTheDatabase(e.InnerException));
}
