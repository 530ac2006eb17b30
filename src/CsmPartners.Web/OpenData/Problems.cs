using System.Text.Json;
using System.Text.Json.Nodes;
using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Web.OpenData;

/// <summary>
/// What went wrong, for programs (RFC 9457) and for the people who read their logs: in plain words, in the language that the caller
/// asks for, else in English, since these addresses belong to no language.
/// </summary>
internal static class Problems
{
    private const string MediaType = "application/problem+json";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JsonFile.Letters };

    /// <param name="detail">In the words of that language; null for what holds of every such answer.</param>
    public static IActionResult Of(HttpContext context, int code, Func<Ui, string>? detail = null)
    {
        var language = RequestLanguage.Asked(context.Request) ?? Language.En;
        var ui = Ui.In(language);
        var key = ui.Has($"Error.{code}") ? $"Error.{code}" : code >= 500 ? "Error.500" : "Error.400";
        var problem = new JsonObject
        {
            ["type"] = "about:blank",
            ["title"] = ui[key],
            ["status"] = code,
            ["detail"] = detail?.Invoke(ui) is { Length: > 0 } own ? own : Usual(ui, code),
        };
        if (code >= 500)
            problem["request"] = context.TraceIdentifier;
        context.Response.Headers.ContentLanguage = language.Code;
        context.Response.Headers.Append(HeaderNames.Vary, "Accept-Language, Cookie");
        return new ContentResult { StatusCode = code, ContentType = MediaType, Content = problem.ToJsonString(Json) };
    }

    private static string Usual(Ui ui, int code) => code switch
    {
        StatusCodes.Status404NotFound => ui["Problem.NotFound"],
        StatusCodes.Status405MethodNotAllowed => ui["Problem.Method"],
        StatusCodes.Status410Gone => ui["Problem.Gone"],
        StatusCodes.Status429TooManyRequests => ui["Error.429.Advice"],
        StatusCodes.Status503ServiceUnavailable => ui["Error.503.Advice"],
        >= StatusCodes.Status500InternalServerError => ui["Error.500.Advice"],
        _ => ui["Problem.Request"],
    };
}
