namespace CsmPartners.Web.Hosting;

/// <summary>Every page has one address: other spellings of it are sent there.</summary>
internal static class Addresses
{
    /// <summary>In characters; the longest that our own forms can make is far shorter.</summary>
    public const int LongestQuery = 4096;

    public static void UseSiteAddresses(this WebApplication app) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (request.QueryString.Value is { Length: > LongestQuery })
        {
            context.Response.StatusCode = StatusCodes.Status414UriTooLong;
            return Task.CompletedTask;
        }

        var path = request.Path.Value ?? "/";
        if ((HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && TheOne(path) is var one && one != path)
        {
            context.Response.Redirect(new PathString(one).ToUriComponent() + request.QueryString.ToUriComponent(), permanent: true);
            return Task.CompletedTask;
        }

        return next(context);
    });

    /// <summary>
    /// Lower case, no empty segment, no slash at the end, <c>kk</c> for the country code that people take for the language.
    /// The result starts with one slash, so that it can never name another host.
    /// </summary>
    public static string TheOne(string path)
    {
        // What the server could not decode is no address of ours; it gets its 404 as it is.
        if (path.Contains('%', StringComparison.Ordinal))
            return path;
        if (!path.Contains("//", StringComparison.Ordinal) && !path.EndsWith('/') && !HasUpper(path) && !IsKz(path))
            return path;
        var segments = path.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments is ["kz", ..])
            segments[0] = Language.Kk.Code;
        return "/" + string.Join('/', segments);
    }

    private static bool HasUpper(string path)
    {
        foreach (var letter in path)
        {
            if (char.IsUpper(letter))
                return true;
        }

        return false;
    }

    private static bool IsKz(string path) => path == "/kz" || path.StartsWith("/kz/", StringComparison.Ordinal);
}
