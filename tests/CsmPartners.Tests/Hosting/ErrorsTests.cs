using System.Net;
using CsmPartners.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Hosting;

/// <summary>A fault of ours while a page is drawn.</summary>
public sealed class ErrorsTests
{
    [Theory]
    [InlineData("/kk/partners", "kk", "Басты бет")]
    [InlineData("/ru/partners/kunstkamera", "ru", "Главная")]
    [InlineData("/en/timeline", "en", "Home")]
    public async Task A_fault_is_answered_in_the_visitor_s_language_with_a_number_and_a_way_on(string address, string language, string way)
    {
        await using var site = new FaultySite();
        await site.InitializeAsync();
        using var visitor = site.Visitor();
        site.Fault.IsThere = true;
        using var page = await visitor.GetPageAsync(address, HttpStatusCode.InternalServerError);
        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.NotEmpty(page.TextOf(".error-number code"));
        Assert.Contains(way, page.QuerySelectorAll(".ways-on a").Select(a => a.TextContent));
        Assert.DoesNotContain("a broken piece", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page.DocumentElement.OuterHtml, StringComparison.Ordinal);

        site.Fault.IsThere = false;
        using var again = await visitor.GetPageAsync(address);
    }

    private sealed class FaultySite : TestSite
    {
        public Fault Fault { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.Configure<MvcOptions>(mvc => mvc.Filters.Add(Fault)));
        }
    }

    /// <summary>In every page but the one that says so.</summary>
    private sealed class Fault : IResultFilter
    {
        public bool IsThere { get; set; }

        public void OnResultExecuting(ResultExecutingContext context)
        {
            if (IsThere && !context.HttpContext.Request.Path.StartsWithSegments("/error", StringComparison.Ordinal))
                throw new InvalidOperationException("a broken piece");
        }

        public void OnResultExecuted(ResultExecutedContext context)
        {
            // Nothing is left to break.
        }
    }
}
