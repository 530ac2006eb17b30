using AngleSharp.Html.Dom;
using CsmPartners.Entries;
using CsmPartners.Forms;
using CsmPartners.Revisions;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Admin.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Interleavings;

/// <summary>What people at the desk do to an entry, as requests that are ready to be sent; and what can be asked after an order.</summary>
internal static class DeskActs
{
    public static ExhibitionForm Exhibition(string name = "Orders") => new()
    {
        Title = new(name, name, name),
        Summary = new("Қысқаша.", "Коротко.", "In short."),
        Body = new("Мәтін.", "Текст.", "Text."),
        Starts = "2014",
    };

    /// <summary>A published exhibition with a second revision by the editor, whose English summary is "Waiting.".</summary>
    public static async Task<int> WaitingAsync(this InterleavingSite site)
    {
        await site.BeginAsync();
        var id = await site.PublishedAsync(Exhibition());
        await site.ChangeAsync<ExhibitionForm>(id, site.Editor, f => f.Summary = f.Summary with { En = "Waiting." });
        return id;
    }

    public static Task<int> ScheduledAsync(this InterleavingSite site, TimeSpan fromStart) => site.StagedAsync(copy =>
        (copy.Stage, copy.Submitted, copy.PublishAt, copy.ScheduledById) = (Stage.Scheduled, 2, site.Start + fromStart, site.Publisher.Id));

    public static async Task<int> StagedAsync(this InterleavingSite site, Action<WorkingCopy> change)
    {
        var id = await site.WaitingAsync();
        await site.SetAsync(id, change);
        return id;
    }

    public static async Task<Act> SaveAsync(this InterleavingSite site, DeskClient person, int id, params (string Name, string? Value)[] changes) =>
        site.Act("save", await Request.PostAsync(person, $"/admin/entries/{id}/edit", DeskEntries.EditForm, changes));

    /// <summary>One of the small forms on the entry's page.</summary>
    public static async Task<Act> StepAsync(this InterleavingSite site, DeskClient person, int id, string step, params (string Name, string? Value)[] typed) =>
        site.Act(step, await Request.PostAsync(person, $"/admin/entries/{id}", $"form[action$='/{step}']", typed));

    public static async Task<Act> ScheduleAsync(this InterleavingSite site, DeskClient person, int id, int day)
    {
        using var page = await person.GetPageAsync($"/admin/entries/{id}");
        var at = site.Start.AddDays(day).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return site.Act("schedule", await Request.PostAsync(person, page, "form[action$='/publish']", [("At", at)], "button[formaction]"));
    }

    public static Task<Act> WithdrawAsync(this InterleavingSite site, DeskClient person, int id) => site.StepAsync(person, id, "withdraw", ("WithdrawalReason.Kk", "Қате."));

    /// <summary>Of the link that was just made.</summary>
    public static string PreviewAddress(this IHtmlDocument page) => new Uri(page
        .QuerySelectorAll("input, code, a")
        .Select(e => e.GetAttribute("value") ?? e.GetAttribute("href") ?? e.TextContent)
        .First(t => t.Contains("/preview?key=", StringComparison.Ordinal))).PathAndQuery;

    /// <summary>A node of its own that publishes what is due.</summary>
    public static Act Scheduler(this InterleavingSite site, string name) => new(name, async () =>
    {
        using var scheduler = ActivatorUtilities.CreateInstance<Scheduler>(site.Services);
        await scheduler.RunAsync(TestContext.Current.CancellationToken);
        return null;
    });

    public static Task<WorkingCopy> CopyAsync(this Order order, int id) => order.Site.CopyAsync(id);

    /// <summary>Whether some revision says this.</summary>
    public static Task<bool> IsKeptAsync(this Order order, int id, string words) =>
        order.ReadAsync(db => db.Revisions.AnyAsync(r => r.EntryId == id && r.Document.Contains(words), TestContext.Current.CancellationToken));

    /// <summary>Each save that was taken has its words in a revision, and each that was not has them in its answer, for another try.</summary>
    public static async Task NothingIsLostAsync(this Order order, int id, params (int Actor, string Words)[] typed)
    {
        foreach (var (actor, words) in typed)
        {
            if (order.Redirected(actor))
                Assert.True(await order.IsKeptAsync(id, words), $"{words} was saved, and is in no revision");
            else
                Assert.Contains(words, order.Answers[actor]!.Body, StringComparison.Ordinal);
        }
    }

    public static Task<bool> IsShownAsync(this Order order, int id) =>
        order.ReadAsync(db => db.Entries.AnyAsync(e => e.Id == id && e.State == EntryState.Published, TestContext.Current.CancellationToken));
}
