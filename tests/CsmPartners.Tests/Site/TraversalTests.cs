using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Site;

/// <summary>Ways out of every folder from which files are given, written onto the wire as they are.</summary>
public sealed class TraversalTests(TestSite site)
{
    private static readonly string[] Folders = ["/", "/media/", "/kk/share/", "/data/v1/", "/api/v1/", "/linked-art/", "/en/partners/", "/css/", "/js/", "/img/guide/", "/fonts/", "/.well-known/", "/admin/guide/", "/health/"];

    private static readonly string[] Ways =
    [
        "../appsettings.json", "../../appsettings.json", "../../../../../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%252e%252e%252f%252e%252e%252fetc%252fpasswd", "..%5c..%5c..%5cappsettings.json", "..\\..\\appsettings.json", "..%255c..%255cappsettings.json",
        "....//....//etc/passwd", "..;/..;/etc/passwd", "..%c0%af..%c0%afetc%c0%afpasswd", "..%e0%80%af..%e0%80%afetc/passwd", "%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd", "..%ef%bc%8f..%ef%bc%8fetc%ef%bc%8fpasswd",
        "%ef%bc%8e%ef%bc%8e/etc/passwd", "%e2%80%a5/%e2%80%a5/etc/passwd", "%2fetc%2fpasswd", "//etc/passwd", "C:%5cWindows%5cwin.ini", "C:/Windows/win.ini", "file:%2f%2f%2fetc%2fpasswd", "appsettings.json",
        "site.db", "../site.db", "..%2fsite.db", "media/..%2f..%2fsite.db", "site.css%00.png", "%00", "..%00/", "site.css/", "site.css/../../appsettings.json", "%5c%5cevil.example%5cshare%5cx", "~/appsettings.json", "CON", "site.css::$DATA", "partners.csv%2f..%2f..%2fappsettings.json",
    ];

    [Fact]
    public async Task No_way_leads_out_of_any_folder()
    {
        await Parallel.ForEachAsync(Folders.SelectMany(folder => Ways.Select(way => folder + way)), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (address, _) =>
        {
            var answer = await Wire.GetAsync(site, address);
            Assert.True(answer.Length > 12 && answer[9..12] is "400" or "404" or "405" or "301" or "302", $"{address} answered {answer[..Math.Min(60, answer.Length)]}");
            foreach (var secret in new[] { "root:", "Serilog", "SQLite format", "[fonts]", "Exception", "   at " })
                Assert.False(answer.Contains(secret, StringComparison.Ordinal), $"{address} answered with {secret}");
            var location = answer.Split("\r\n\r\n")[0].Split("\r\n").FirstOrDefault(line => line.StartsWith("Location: ", StringComparison.OrdinalIgnoreCase))?[10..];
            Assert.True(location is null || (location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal) && !location.StartsWith("/\\", StringComparison.Ordinal)), $"{address} leads to {location}");
        });
    }
}
