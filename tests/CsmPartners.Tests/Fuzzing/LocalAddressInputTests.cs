using CsCheck;
using CsmPartners.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Routing;

namespace CsmPartners.Tests.Fuzzing;

/// <summary>Where a form says that its reader came from.</summary>
public sealed class LocalAddressInputTests
{
    private static readonly Gen<string> Addresses = Hostile.Among(
        "/kk/partners?country=fr", "/", "//", "/\\", "\\", "\\\\", "~/", "~//", "evil.example", "https://evil.example", "https:", "javascript:fuzz(1)", "/kk/көрме", "?q=a", "#a", ".", "..", "@", "%2f", "%5c", "%0d%0aSet-Cookie:%20a=b", "\uff0f", "\u2215", "/admin");

    [Fact]
    public void Nobody_is_sent_to_another_site_and_no_header_is_broken()
    {
        var url = new UrlHelper(new ActionContext(new DefaultHttpContext(), new RouteData(), new ActionDescriptor()));
        var local = 0;
        Addresses.Obey(typed =>
        {
            if (url.Local(typed) is not { } address)
                return;
            Interlocked.Increment(ref local);
            Assert.DoesNotContain(address, c => c is < ' ' or > '~');
            // As the framework sends it, and as browsers read it: a backslash is a slash.
            var sent = url.Content(address).Replace('\\', '/');
            Assert.True(sent.StartsWith('/') && !sent.StartsWith("//", StringComparison.Ordinal), sent);
            Assert.Equal("museum.test", new Uri(new Uri("http://museum.test/"), sent).Host);
        });
        Assert.InRange(local, Fuzz.Cases / 20, Fuzz.Cases / 10 * 9);
    }
}
