using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;

namespace CsmPartners.Tests.Support;

/// <summary>
/// Somebody who opens whatever the desk's pages lead to and sends each of their forms, with a word in every empty field: each kind of address
/// and of form once.
/// </summary>
internal sealed partial class DeskWalk(DeskClient person)
{
    /// <summary>They would end the walk.</summary>
    private static readonly string[] Avoided = ["/admin/sign-out", "/admin/account/sessions", "/admin/account/second-factor", "/admin/language", "/admin/people/#/sessions"];

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly Queue<string> addresses = new();
    private readonly List<(IHtmlDocument Page, IHtmlFormElement Form, string? Button)> forms = [];

    /// <summary>Opens everything first, and sends the forms then: what they change may close others.</summary>
    /// <returns>How many pages and forms there were.</returns>
    public async Task<(int Pages, int Forms)> TakeAsync(params IEnumerable<string> beginnings)
    {
        foreach (var beginning in beginnings)
            Note(beginning);
        var pages = 0;
        for (; addresses.TryDequeue(out var address); pages++)
            await OpenAsync(address);
        foreach (var (page, form, button) in forms)
        {
            var typed = Forms.FieldsOf(form).Where(f => f.Value.Length == 0 && !f.Name.StartsWith("__", StringComparison.Ordinal)).Select(f => (f.Name, (string?)"walk"));
            form.SetAttribute("data-walk", "");
            using var response = await person.PostFormAsync(page, "form[data-walk]", typed, button);
            form.RemoveAttribute("data-walk");
            Assert.True((int)response.StatusCode < 500, $"{form.GetAttribute("action")} answered {(int)response.StatusCode}");
        }

        return (pages, forms.Count);
    }

    private async Task OpenAsync(string address)
    {
        using var response = await person.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode < 500, $"{address} answered {(int)response.StatusCode}");
        if (response.Content.Headers.ContentType?.MediaType != "text/html")
            return;
        var page = await response.ReadPageAsync();
        foreach (var link in page.QuerySelectorAll("a[href^='/admin']"))
            Note(link.GetAttribute("href")!);
        foreach (var form in page.QuerySelectorAll("form").OfType<IHtmlFormElement>())
            Note(page, form);
    }

    private void Note(string address)
    {
        address = address.Split('#')[0];
        if (!Avoided.Contains(Kind(address)) && known.Add(Kind(address)))
            addresses.Enqueue(address);
    }

    private void Note(IHtmlDocument page, IHtmlFormElement form)
    {
        var action = form.GetAttribute("action") ?? "";
        if (form.Method != "post")
        {
            Note(action + "?" + string.Join('&', Forms.FieldsOf(form).Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value.Length > 0 ? f.Value : "walk")}")));
            return;
        }

        foreach (var button in form.QuerySelectorAll("button").Select(b => b.GetAttribute("formaction")).Distinct())
        {
            if (!Avoided.Contains(Kind(button ?? action)) && known.Add("POST " + Kind(button ?? action)))
                forms.Add((page, form, button is null ? null : $"button[formaction='{button}']"));
        }
    }

    /// <summary>"/admin/entries/#?q&amp;state".</summary>
    private static string Kind(string address)
    {
        var parts = address.Split('?');
        return Number().Replace(parts[0], "#") + (parts.Length > 1 ? "?" + string.Join('&', parts[1].Split('&').Select(p => p.Split('=')[0]).Distinct().Order(StringComparer.Ordinal)) : "");
    }

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
