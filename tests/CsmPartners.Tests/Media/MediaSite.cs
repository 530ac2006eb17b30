using System.Net;
using CsmPartners.Media;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Media;

/// <summary>A site whose media folder no other test touches.</summary>
public sealed class MediaSite : TestSite
{
    public string MediaFolder => Path.Combine(Path.GetDirectoryName(SqliteFile)!, "media");

    public Task<DeskClient> EditorAsync(string language = "en") => this.StaffAsync(StaffRole.Editor, language);

    /// <summary>Rows and files: what an upload may leave.</summary>
    public async Task<(int Rows, int Files)> CountAsync()
    {
        await using var db = Database();
        return (await db.MediaFiles.CountAsync(), Directory.Exists(MediaFolder) ? Directory.EnumerateFiles(MediaFolder, "*", SearchOption.AllDirectories).Count() : 0);
    }

    public static async Task<HttpResponseMessage> SendAsync(DeskClient editor, params (string Name, byte[] Bytes)[] files)
    {
        using var page = await editor.GetPageAsync("/admin/media/new");
        return await editor.PostFormAsync(page, ".media-form", files: files.Select(f => ("files", f.Name, "image/png", f.Bytes)));
    }

    /// <summary>Uploads one file, which has to be accepted.</summary>
    public async Task<MediaFile> UploadAsync(DeskClient editor, byte[] bytes, string name = "picture.jpg")
    {
        using var response = await SendAsync(editor, (name, bytes));
        Assert.True(response.StatusCode == HttpStatusCode.Redirect, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await using var db = Database();
        return (await db.MediaFiles.FindAsync(int.Parse(response.Headers.Location!.ToString().Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)))!;
    }

    public async Task<MediaFile> DescribedAsync(DeskClient editor, Action<MediaFile>? describe = null, byte[]? bytes = null)
    {
        var uploaded = await UploadAsync(editor, bytes ?? TestFiles.Jpeg(1500, 1000));
        await PublishAsync(async db =>
        {
            var file = (await db.MediaFiles.FindAsync(uploaded.Id))!;
            describe?.Invoke(file);
            uploaded = file;
        });
        return uploaded;
    }
}
