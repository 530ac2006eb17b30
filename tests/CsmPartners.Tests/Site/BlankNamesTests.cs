using System.Text.RegularExpressions;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Site;

/// <summary>An address that names something by a blank, which the framework would hand to an action as null.</summary>
public sealed partial class BlankNamesTests(TestSite site)
{
    [Theory]
    [InlineData("%20")]
    [InlineData("%C2%A0")]
    [InlineData("%E3%80%80%20")]
    public async Task Nothing_is_called_like_that_wherever_a_name_stands_in_an_address(string blank)
    {
        using var person = await site.StaffAsync(StaffRole.Administrator);
        var addresses = (from action in site.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items
                         let template = action.AttributeRouteInfo!.Template!
                         where Name().IsMatch(template)
                         select "/" + Name().Replace(template.Replace("{lang:language}", "kk", StringComparison.Ordinal), blank)).Distinct().ToList();
        foreach (var address in addresses.Select(a => List().Replace(a, "projects")))
        {
            using var answer = await person.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode == 404, $"{address} answered {(int)answer.StatusCode}");
        }

        Assert.True(addresses.Count > 8, string.Join('\n', addresses));
    }

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\{list:[^}]*\}", RegexOptions.None, 1000)]
    private static partial Regex List();
}
