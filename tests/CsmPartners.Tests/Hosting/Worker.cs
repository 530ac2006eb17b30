using System.Globalization;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using CsmPartners.Staff;
using CsmPartners.Tests.Media;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Hosting;

/// <summary>Somebody who does one thing again and again, each time under a mark that the database keeps.</summary>
internal abstract class Worker
{
    private readonly List<string> done = [];
    private readonly List<string> cut = [];

    public abstract string Name { get; }

    public CookieContainer Cookies { get; set; } = new();

    public int Accepted { get; private set; }

    /// <summary>Kills that cut something off.</summary>
    public int Met { get; private set; }

    /// <summary>Cut off without a trace.</summary>
    public int Nothing { get; private set; }

    /// <summary>Cut off when all was done but the answer.</summary>
    public int Whole { get; private set; }

    protected IHtmlDocument? Page { get; set; }

    /// <returns>False where the program was killed meanwhile.</returns>
    public async Task<bool> WorkAsync(HttpClient browser, int kill, int turn, Func<bool>? whenSent = null)
    {
        var mark = $"k{kill}t{turn}";
        var isSent = false;
        try
        {
            await OpenAsync(browser, turn);
            var sending = SendAsync(browser, turn, mark);
            isSent = true;
            whenSent?.Invoke();
            using var answer = await sending;
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{Name} {mark} was answered {(int)answer.StatusCode}");
            done.Add(mark);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            if (isSent)
                cut.Add(mark);
            return false;
        }
    }

    /// <summary>Looks what has become of it all since the last look.</summary>
    /// <returns>What was accepted and is not there, or is there more than once.</returns>
    public async Task<IReadOnlyList<string>> CountAsync(SiteDb db)
    {
        var faults = new List<string>();
        foreach (var mark in done.Concat(cut))
        {
            var traces = await TracesAsync(db, mark);
            var wasCut = cut.Contains(mark);
            if (traces > 1 || (traces == 0 && !wasCut))
                faults.Add($"{Name} {mark} left {traces} traces, {(wasCut ? "cut off" : "accepted")}");
            if (wasCut)
                (Nothing, Whole) = traces == 0 ? (Nothing + 1, Whole) : (Nothing, Whole + 1);
        }

        (Accepted, Met) = (Accepted + done.Count, Met + (cut.Count > 0 ? 1 : 0));
        done.Clear();
        cut.Clear();
        return faults;
    }

    /// <summary>Opens the form. It may stay open as long as the person stays signed in.</summary>
    protected abstract Task OpenAsync(HttpClient browser, int turn);

    protected abstract Task<HttpResponseMessage> SendAsync(HttpClient browser, int turn, string mark);

    /// <summary>One of each time that it was done.</summary>
    protected abstract Task<int> TracesAsync(SiteDb db, string mark);
}

internal sealed class Saver : Worker
{
    public override string Name => "save";

    // Opened anew after each kill; from then on each save is on top of the one before.
    protected override async Task OpenAsync(HttpClient browser, int turn) => Page = turn > 1 ? Page : await browser.GetPageAsync("/admin/entries/1/edit");

    protected override Task<HttpResponseMessage> SendAsync(HttpClient browser, int turn, string mark)
    {
        var number = int.Parse(Page!.ValueOf("Base"), CultureInfo.InvariantCulture) + Math.Max(0, turn - 1);
        return browser.PostFormAsync(Page!, DeskEntries.EditForm, [("Base", $"{number}"), ("Summary.Kk", mark), ("Note", mark)]);
    }

    protected override Task<int> TracesAsync(SiteDb db, string mark) => db.Revisions.CountAsync(r => r.Note == mark && r.Document.Contains(mark));
}

/// <summary>Two revisions take turns before the visitors' eyes. They lack a Russian text, so that each time needs a reason, which the record keeps.</summary>
internal sealed class PublisherAtWork : Worker
{
    private int newest = 1;

    public override string Name => "publication";

    // Begins with a revision of its own after each kill: nobody knows which of the two the kill left published, and that one is refused.
    protected override async Task OpenAsync(HttpClient browser, int turn)
    {
        if (turn > 0)
            return;
        do
        {
            using var form = await browser.GetPageAsync("/admin/entries/2/edit");
            using var saved = await browser.PostFormAsync(form, DeskEntries.EditForm, [("Title.Kk", $"Мәтін {++newest}"), ("Summary.Ru", "")]);
        }
        while (newest < 3);
        Page = await browser.GetPageAsync("/admin/entries/2");
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpClient browser, int turn, string mark) =>
        browser.PostFormAsync(Page!, "form[action$='/publish']", [("Number", $"{newest - turn % 2}"), ("Reason", $"opening {mark}")]);

    protected override Task<int> TracesAsync(SiteDb db, string mark) => db.AuditEvents.CountAsync(a => a.Action == AuditAction.PublishedAllTheSame && a.Detail.EndsWith(mark));
}

internal sealed class Uploader : Worker
{
    // Large enough for the server to put it aside on the disk while it reads it.
    private static readonly byte[] Rest = Encoding.ASCII.GetBytes($"%{new string('-', 200_000)}\nstartxref\n0\n%%EOF\n");

    public override string Name => "upload";

    protected override async Task OpenAsync(HttpClient browser, int turn) => Page ??= await browser.GetPageAsync("/admin/media/new");

    protected override Task<HttpResponseMessage> SendAsync(HttpClient browser, int turn, string mark) =>
        browser.PostFormAsync(Page!, ".media-form", files: [("files", mark, "image/jpeg", turn % 2 == 0 ? TestFiles.Jpeg() : [.. TestFiles.Pdf(), .. Rest])]);

    protected override Task<int> TracesAsync(SiteDb db, string mark) => db.MediaFiles.CountAsync(m => m.FileName == mark);
}

internal sealed class Maker : Worker
{
    public override string Name => "creation";

    protected override async Task OpenAsync(HttpClient browser, int turn) => Page ??= await browser.GetPageAsync("/admin/exhibitions/new");

    protected override Task<HttpResponseMessage> SendAsync(HttpClient browser, int turn, string mark) => browser.PostFormAsync(Page!, DeskEntries.EditForm, DeskEntries.Exhibition(mark));

    protected override Task<int> TracesAsync(SiteDb db, string mark) => db.WorkingCopies.CountAsync(w => w.Title.En == $"Exhibition {mark}");
}
