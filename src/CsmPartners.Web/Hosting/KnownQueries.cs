using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace CsmPartners.Web.Hosting;

/// <summary>
/// Parameters that an address does not read are taken away by a redirect. Kept, <c>?x=1</c>, <c>?x=2</c> and so on would each draw the same
/// page, and each have a place of its own in every cache.
/// </summary>
internal static class KnownQueries
{
    /// <summary>After routing, which knows what the address reads.</summary>
    public static void UseKnownQueries(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.Request.QueryString.HasValue && Reduced(context) is { } query && query != context.Request.QueryString.Value)
        {
            context.Response.Redirect(context.Request.Path.ToUriComponent() + query, permanent: true);
            return Task.CompletedTask;
        }

        return next(context);
    });

    /// <summary>Null where the query is none of our business: at the desk, for health checks, for forms, and on the way to an error page.</summary>
    private static string? Reduced(HttpContext context)
    {
        var request = context.Request;
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || DeskErrors.IsAtDesk(context)
            || request.Path.StartsWithSegments("/health", StringComparison.Ordinal) || context.GetEndpoint() is not { } endpoint
            || context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            return null;
        return endpoint.Metadata.GetMetadata<ReadsQueryAttribute>() is { } reads ? reads.Reduced(request.QueryString) : "";
    }
}

/// <summary>What an action reads of its address beyond the path. Those that do not say so read nothing.</summary>
/// <param name="names">None where the action itself answers whatever else is there.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReadsQueryAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names => names;

    public string Reduced(QueryString query)
    {
        if (names.Length == 0)
            return query.Value!;
        var read = new List<string>();
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            if (names.Contains(pair.DecodeName().ToString(), StringComparer.OrdinalIgnoreCase))
                read.Add($"{pair.EncodedName}={pair.EncodedValue}");
        }

        return read.Count == 0 ? "" : "?" + string.Join('&', read);
    }
}
