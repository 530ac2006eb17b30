using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CsmPartners.Benchmarks;

/// <summary>
/// What our pages are compared with: Kestrel answering the very same bytes, headers and all, or that nothing is new, and MVC drawing a Razor view that is one literal
/// of the same bytes.
/// </summary>
internal static class Rival
{
    public static async Task ServeAsync(string rival, string folder, string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var pages = Directory.GetFiles(folder, rival == "razor" ? "*.html" : "*.br").ToDictionary(file => Path.GetFileNameWithoutExtension(file)!, File.ReadAllBytes);
        if (rival == "razor")
        {
            builder.Services.AddSingleton(new StaticPages(pages.ToDictionary(p => p.Key, p => System.Text.Encoding.UTF8.GetString(p.Value))));
            builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
            builder.Services.AddControllersWithViews().ConfigureApplicationPartManager(parts =>
            {
                // Not our site's controllers and views, which come along with the reference to it.
                foreach (var part in parts.ApplicationParts.Where(p => p.Name != typeof(Rival).Assembly.GetName().Name).ToList())
                    parts.ApplicationParts.Remove(part);
            });
        }

        var app = builder.Build();
        if (rival == "razor")
        {
            app.MapControllers();
        }
        else
        {
            foreach (var (name, bytes) in pages)
            {
                var headers = File.ReadLines(Path.Combine(folder, name + ".headers")).Select(line => line.Split(": ", 2)).Select(h => (Name: h[0], Value: new StringValues(h[1]))).ToArray();
                var tag = headers.Single(h => h.Name == HeaderNames.ETag).Value;
                app.MapGet($"/{name}", context =>
                {
                    foreach (var (header, value) in headers)
                        context.Response.Headers[header] = value;
                    if (context.Request.Headers.IfNoneMatch == tag)
                    {
                        context.Response.StatusCode = StatusCodes.Status304NotModified;
                        return Task.CompletedTask;
                    }

                    context.Response.Headers.ContentEncoding = "br";
                    context.Response.ContentType = "text/html; charset=utf-8";
                    context.Response.ContentLength = bytes.Length;
                    return context.Response.Body.WriteAsync(bytes).AsTask();
                });
            }
        }

        await app.RunAsync();
    }
}

/// <summary>Pages of our site, as they were drawn at the start of the run.</summary>
public sealed class StaticPages(IReadOnlyDictionary<string, string> pages)
{
    public string this[string name] => pages[name];
}

public sealed class StaticPagesController(StaticPages pages) : Controller
{
    [HttpGet("/{name}")]
    public IActionResult Show(string name) => View("/StaticPage.cshtml", pages[name]);
}
