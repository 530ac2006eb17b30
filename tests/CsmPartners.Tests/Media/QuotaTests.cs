using System.Net;
using CsmPartners.Media;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Media;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CsmPartners.Tests.Media;

/// <summary>How much one person and all together may upload.</summary>
public sealed class QuotaTests
{
    [Fact]
    public async Task Beyond_the_bounds_an_upload_is_refused_also_where_several_come_at_once_and_deleting_makes_room()
    {
        await using var site = await ConfiguredSite.StartAsync(("Media:PersonMegabytes", "1"), ("Media:Megabytes", "2"));
        using var first = await site.StaffAsync(StaffRole.Editor, "ru");
        using var second = await site.StaffAsync(StaffRole.Editor, "kk");
        using var third = await site.StaffAsync(StaffRole.Editor, "en");

        // 0.4 MB each: two have room. Eight requests at once, then one with three files.
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => MediaSite.SendAsync(first, ($"{i}.pdf", Document()))));
        Assert.Equal(2, answers.Count(a => a.StatusCode == HttpStatusCode.Redirect));
        foreach (var refused in answers.Where(a => a.StatusCode != HttpStatusCode.Redirect))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("общий объём загруженных вами файлов превысит допустимые", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        using (var mixed = await MediaSite.SendAsync(second, ("a.pdf", Document()), ("b.pdf", Document()), ("c.pdf", Document())))
        {
            var html = await mixed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains(">a.pdf</a>", html, StringComparison.Ordinal);
            Assert.Contains("«c.pdf»: сіз жүктеген файлдардың жалпы көлемі", html, StringComparison.Ordinal);
        }

        // Everybody's two megabytes are reached before the third person's one.
        using (var one = await MediaSite.SendAsync(third, ("d.pdf", Document())))
            Assert.Equal(HttpStatusCode.Redirect, one.StatusCode);
        using (var refused = await MediaSite.SendAsync(third, ("e.pdf", Document())))
            Assert.Contains("the site’s files would exceed the limit of", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(5, await CountAsync(site));

        // What is there already takes no room, and what is deleted takes none any more.
        await using var db = site.Database();
        var file = await db.MediaFiles.FirstAsync(m => m.FileName == "d.pdf", TestContext.Current.CancellationToken);
        using (var page = await third.GetPageAsync($"/admin/media/{file.Id}"))
        using (var deleted = await third.PostFormAsync(page, "form[action$='/delete']"))
            Assert.Equal(HttpStatusCode.Redirect, deleted.StatusCode);
        using (var again = await MediaSite.SendAsync(third, ("e.pdf", Document())))
            Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(5, await CountAsync(site));
    }

    [Fact]
    public async Task Nodes_that_take_files_at_the_same_moment_keep_the_bounds_between_them()
    {
        await using var site = await ConfiguredSite.StartAsync(("Media:PersonMegabytes", "1"));
        var services = site.Services;
        // Each intake has a gate of its own, as on nodes of their own.
        var nodes = Enumerable.Range(0, 6).Select(_ => ActivatorUtilities.CreateInstance<Intake>(services)).ToList();
        using var person = await site.StaffAsync(StaffRole.Editor);
        var taken = await Task.WhenAll(nodes.Select(async node =>
        {
            await using var db = site.Database();
            var bytes = Document();
            var file = new FormFile(new MemoryStream(bytes), 0, bytes.Length, "files", "a.pdf");
            var fresh = new MediaFile { UploadedById = person.Id, UploadedByName = "A", UploadedAt = TimeProvider.System.GetUtcNow().UtcDateTime };
            return await node.TakeAsync(db, file, fresh, f => AuditOf(f), TestContext.Current.CancellationToken);
        }));
        nodes.ForEach(n => n.Dispose());
        Assert.Equal(2, taken.Count(t => t.IsNew));
        Assert.All(taken.Where(t => !t.IsNew), t => Assert.Equal(MediaRefusal.PersonQuota, t.Refusal));
        Assert.Equal(2, await CountAsync(site));
        await using var counting = site.Database();
        Assert.Equal(2, await counting.AuditEvents.CountAsync(a => a.Action == AuditAction.MediaAdded, TestContext.Current.CancellationToken));
    }

    private static byte[] Document() => new PdfMaker().Page().Add($"% {Guid.NewGuid()} {new string('-', 400 * 1024)}\n").Table().Done();

    private static AuditEvent AuditOf(MediaFile file) => new() { At = file.UploadedAt, Action = AuditAction.MediaAdded, ActorName = file.UploadedByName, Subject = file.FileName };

    private static async Task<int> CountAsync(TestSite site)
    {
        await using var db = site.Database();
        return await db.MediaFiles.CountAsync(TestContext.Current.CancellationToken);
    }
}
