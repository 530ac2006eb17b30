using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using CsmPartners.Revisions;
using CsmPartners.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Support;

/// <summary>What people do with entries at the desk, by the real forms.</summary>
internal static partial class DeskEntries
{
    public const string EditForm = "form.edit";

    /// <summary>An exhibition with all texts in three languages.</summary>
    public static (string Name, string? Value)[] Exhibition(string mark) =>
    [
        ("Title.Kk", $"Көрме {mark}"), ("Title.Ru", $"Выставка {mark}"), ("Title.En", $"Exhibition {mark}"),
        ("Summary.Kk", "Қысқаша айтқанда"), ("Summary.Ru", "Коротко говоря"), ("Summary.En", "In short"),
        ("Body.Kk", "Қазақ мәтіні осында."), ("Body.Ru", "Русский текст здесь."), ("Body.En", "The English text is here."),
        ("Starts", "2019-05"),
    ];

    public static async Task<int> CreateAsync(this DeskClient person, string list, params (string Name, string? Value)[] fields)
    {
        using var page = await person.GetPageAsync($"/admin/{list}/new");
        using var response = await person.PostFormAsync(page, EditForm, fields);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, await ProblemsOf(response));
        return int.Parse(EntryNumber().Match(response.Headers.Location!.ToString()).Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    public static Task<IHtmlDocument> OpenAsync(this DeskClient person, int id) => person.GetPageAsync($"/admin/entries/{id}/edit");

    /// <summary>Opens the form, changes it and saves it.</summary>
    public static async Task SaveAsync(this DeskClient person, int id, params (string Name, string? Value)[] changes)
    {
        using var page = await person.OpenAsync(id);
        using var response = await person.PostFormAsync(page, EditForm, changes);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, await ProblemsOf(response));
    }

    public static async Task PublishAsync(this DeskClient person, int id, string? reason = null)
    {
        using var page = await person.GetPageAsync($"/admin/entries/{id}");
        using var response = await person.PostFormAsync(page, "form[action$='/publish']", reason is null ? [] : [("Reason", reason)]);
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, await ProblemsOf(response));
        await person.Site.LookAsync();
    }

    /// <summary>Waits until visitors see what was published.</summary>
    public static Task LookAsync(this TestSite site) => site.Services.GetRequiredService<PublishedSiteKeeper>().LookAsync(TestContext.Current.CancellationToken);

    public static async Task<int> IdOfAsync(this TestSite site, string slug)
    {
        await using var db = site.Database();
        return await db.Entries.Where(e => e.Slug == slug).Select(e => e.Id).SingleAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<WorkingCopy> CopyAsync(this TestSite site, int id)
    {
        await using var db = site.Database();
        return await db.WorkingCopies.AsNoTracking().Include(w => w.Entry).SingleAsync(w => w.EntryId == id, TestContext.Current.CancellationToken);
    }

    /// <summary>The newest revision's document.</summary>
    public static async Task<Dictionary<string, string>> NewestAsync(this TestSite site, int id)
    {
        await using var db = site.Database();
        var document = await db.Revisions.Where(r => r.EntryId == id).OrderByDescending(r => r.Number).Select(r => r.Document).FirstAsync(TestContext.Current.CancellationToken);
        return Document.Flatten(Document.Parse(document));
    }

    public static async Task<string> DocumentAsync(this TestSite site, int id, int number)
    {
        await using var db = site.Database();
        return await db.Revisions.Where(r => r.EntryId == id && r.Number == number).Select(r => r.Document).SingleAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<IHtmlDocument> ReadPageAsync(this HttpResponseMessage response) =>
        Pages.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    public static string ValueOf(this IHtmlDocument page, string name) => page.QuerySelector($"[name='{name}']") switch
    {
        IHtmlTextAreaElement text => text.Value,
        IHtmlInputElement input => input.Value,
        IHtmlSelectElement select => select.Value ?? "",
        _ => throw new Xunit.Sdk.XunitException($"The page has no field {name}"),
    };

    private static async Task<string> ProblemsOf(HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentType?.MediaType != "text/html")
            return $"{(int)response.StatusCode}";
        using var page = Pages.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return $"{(int)response.StatusCode}: {string.Join(" | ", page.QuerySelectorAll(".problems, .error, h1").Select(e => e.TextContent.Trim()))}";
    }

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex EntryNumber();
}
