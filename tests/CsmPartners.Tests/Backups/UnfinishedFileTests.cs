using CsmPartners.Web.Backups;

namespace CsmPartners.Tests.Backups;

public sealed class UnfinishedFileTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    private string Target => Path.Combine(root, "site.zip");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task What_is_not_finished_leaves_nothing_and_touches_nothing()
    {
        await File.WriteAllTextAsync(Target, "yesterday's", TestContext.Current.CancellationToken);
        await using (var file = new UnfinishedFile(Target))
            await file.Stream.WriteAsync(new byte[1_000_000], TestContext.Current.CancellationToken);
        Assert.Equal([Target], Directory.GetFiles(root));
        Assert.Equal("yesterday's", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_backups_to_one_place_do_not_write_into_each_other()
    {
        await using (var first = new UnfinishedFile(Target))
        {
            await first.Stream.WriteAsync("the first"u8.ToArray(), TestContext.Current.CancellationToken);
            Assert.ThrowsAny<IOException>(() => new UnfinishedFile(Target));
            first.Finish(replace: false);
        }

        Assert.Equal("the first", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_cannot_be_deleted_is_let_go()
    {
        var file = new UnfinishedFile(Target);
        await file.Stream.WriteAsync("half"u8.ToArray(), TestContext.Current.CancellationToken);
        // Nobody can delete a folder as if it were a file.
        File.Delete(Target + ".unfinished");
        Directory.CreateDirectory(Target + ".unfinished");
        await Assert.ThrowsAsync<UnauthorizedAccessException>(async () => await file.DisposeAsync());
        Assert.False(file.Stream.CanWrite);
    }

    [Fact]
    public async Task What_a_killed_backup_left_is_written_over()
    {
        await File.WriteAllTextAsync(Target + ".unfinished", new string('x', 1000), TestContext.Current.CancellationToken);
        await using (var file = new UnfinishedFile(Target))
        {
            await file.Stream.WriteAsync("whole"u8.ToArray(), TestContext.Current.CancellationToken);
            file.Finish(replace: false);
        }

        Assert.Equal("whole", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
        Assert.Equal([Target], Directory.GetFiles(root));
    }
}
