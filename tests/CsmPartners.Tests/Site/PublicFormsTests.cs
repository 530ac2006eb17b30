using System.Net;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Site;

/// <summary>What visitors may send, found in the program itself; the desk's own forms are in <c>EveryActionTests</c>.</summary>
public sealed class PublicFormsTests(TestSite site)
{
    [Fact]
    public async Task Nothing_is_taken_from_a_visitor_without_its_token()
    {
        // Drawn where something failed, whichever way it was asked for; nobody can go there.
        var open = (from endpoint in site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                    let action = endpoint.Metadata.GetMetadata<ControllerActionDescriptor>()
                    where action is not null && !(action.RouteValues.TryGetValue("area", out var area) && area == "Admin") && action.ControllerName != "Errors"
                    let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods
                    where methods is null || methods.Any(m => m is not ("GET" or "HEAD"))
                    select endpoint.RoutePattern.RawText).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["{lang:language}/contact", "{lang:language}/display", "{lang:language}/preview"], open);

        using var visitor = site.Visitor();
        foreach (var (address, status) in new[] { ("/kk/contact", HttpStatusCode.UnprocessableEntity), ("/kk/display", HttpStatusCode.BadRequest), ("/kk/preview?key=x", HttpStatusCode.BadRequest) })
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("text", "Sent from another site"), KeyValuePair.Create("kind", "question"), KeyValuePair.Create("author", "a")]);
            using var answer = await visitor.PostAsync(new Uri(address, UriKind.Relative), form, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == status, $"{address} answered {(int)answer.StatusCode}");
        }

        await using var db = site.Database();
        Assert.False(await db.Letters.AnyAsync(l => l.Text == "Sent from another site", TestContext.Current.CancellationToken));
    }
}
