using CsmPartners.Sqlite;
using CsmPartners.Tests.Hosting;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Faults;

/// <summary>What <see cref="SystemCallTests"/> runs. Afterwards all is as before or done, never between, and nothing acknowledged is lost.</summary>
public abstract class FailingActions : IDisposable
{
    // Made once: they run one after another.
    private static byte[]? newSite;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    private protected FaultControl Control { get; } = FaultControl.Attach();

    public void Dispose()
    {
        Control.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    // An upload that was cut off leaves a file whose row is missing, or one that was never finished: both are swept up.
    private protected static async Task<List<string>> WrongAsync(string folder) => [.. (await Wholeness.FaultsAsync(folder)).Where(f => !f.EndsWith("is an orphan", StringComparison.Ordinal))];

    /// <summary>The bytes of a new site's database, changed.</summary>
    private protected static async Task<byte[]> TemplateAsync(Func<SiteDb, Task> change)
    {
        var made = Directory.CreateTempSubdirectory("csm-partners-").FullName;
        var database = Path.Combine(made, "site.db");
        if (newSite is not null)
            await File.WriteAllBytesAsync(database, newSite, TestContext.Current.CancellationToken);
        else
            await new FolderDatabase(made).Site.MigrateAsync(mayCreate: true, null, TestContext.Current.CancellationToken);
        newSite ??= await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken);
        await using (var db = SiteProcess.Database(made))
            await change(db);
        var bytes = await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken);
        Directory.Delete(made, recursive: true);
        return bytes;
    }

    private protected async Task PutAsync(byte[] database)
    {
        Empty();
        await File.WriteAllBytesAsync(Path.Combine(Folder, "site.db"), database, TestContext.Current.CancellationToken);
    }

    private protected void Empty()
    {
        foreach (var file in Directory.GetFiles(Folder))
            File.Delete(file);
        foreach (var inner in Directory.GetDirectories(Folder))
            Directory.Delete(inner, recursive: true);
    }
}
