using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using CsmPartners.Staff;
using CsmPartners.Tests.Support;
using CsmPartners.Web.Media.Worker;
using NetVips;

namespace CsmPartners.Tests.Media;

/// <summary>The processes in which uploads are parsed, as children of the program in a process of its own.</summary>
public sealed class WorkerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_worker_can_do_little_ends_with_its_upload_and_takes_nothing_down_with_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked at in /proc");
        using var site = await SiteProcess.ListeningAsync(folder, ("Mail__Password", "a-secret"));
        using var editor = site.Browser(await site.SignInAsync(folder, StaffRole.Editor));
        editor.Timeout = TimeSpan.FromMinutes(3);
        using var form = await editor.GetPageAsync("/admin/media/new");
        var slow = SlowPicture();

        // The decoder crashes, as a hostile file may make it.
        var upload = SendAsync(editor, form, slow, TestContext.Current.CancellationToken);
        var worker = await WorkerOfAsync(site);
        await IsConfinedAsync(worker);
        // The runtime takes the first for a fault of its own, which would come again by itself.
        Signal(worker, "SEGV");
        Signal(worker, "SEGV");
        using (var refused = await upload)
        using (var page = await refused.PageAsync(HttpStatusCode.UnprocessableEntity))
            Assert.Contains("reading the file failed or took too long", page.TextOf(".media-form, .errors, main"), StringComparison.Ordinal);
        await site.UntilLoggedAsync("The worker ended with 139");
        Assert.Empty(Workers(site));

        // The browser is closed.
        using (var leaving = new CancellationTokenSource())
        {
            upload = SendAsync(editor, form, slow, leaving.Token);
            worker = await WorkerOfAsync(site);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
            await EndedAsync(worker);
        }

        // A sound picture goes through, and its sizes are made by a worker that stays for the next.
        using (var taken = await SendAsync(editor, form, TestFiles.Jpeg(), TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        await using (var db = SiteProcess.Database(folder))
        {
            var hash = db.MediaFiles.Single().Hash;
            foreach (var name in new[] { "400.webp", "800.jpg" })
            {
                using var shown = await editor.GetAsync(new Uri($"/media/{hash}-{name}", UriKind.Relative), TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
            }
        }

        worker = Assert.Single(Workers(site));
        LoadsNothingOfTheSite(worker);

        // The program is killed in the middle of an upload.
        upload = SendAsync(editor, form, slow, TestContext.Current.CancellationToken);
        var second = await WorkerOfAsync(site, besides: worker);
        site.Kill();
        await EndedAsync(worker);
        await EndedAsync(second);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => upload);
    }

    [Fact]
    public void The_filter_refuses_network_programs_and_writing_and_lets_threads_and_reading_pass()
    {
        const uint x64 = 0xc000003e, allow = 0x7fff0000, refuse = 0x00050001, kill = 0x80000000;
        var filter = SystemCalls.Filter(process: 4711);
        Assert.InRange(filter.Length, 1, 255);
        foreach (var (call, arguments, answer) in new (uint, ulong[], uint)[]
        {
            (41, [2, 1], refuse), (42, [], refuse), (49, [], refuse), (44, [], refuse), (53, [], refuse), // socket, connect, bind, sendto, socketpair
            (59, [], refuse), (322, [], refuse), (57, [], refuse), (58, [], refuse), (56, [17], refuse), (435, [], 0x00050026), // execve, execveat, fork, vfork, clone of a process, clone3
            (56, [0x3d0f00], allow), (0, [], allow), (1, [], allow), (9, [], allow), (202, [], allow), // a thread, read, write, mmap, futex
            (257, [0, 0, 0], allow), (257, [0, 0, 0x80000], allow), (257, [0, 0, 1], refuse), (257, [0, 0, 2], refuse), (257, [0, 0, 0x241], refuse), // openat
            (2, [0, 0], allow), (2, [0, 1], refuse), (437, [], 0x00050026), (87, [], refuse), (82, [], refuse), (90, [], refuse), // open, openat2, unlink, rename, chmod
            (62, [4711, 9], allow), (62, [1, 9], refuse), (234, [4711, 4712, 34], allow), (234, [1, 1, 9], refuse), (200, [1], refuse), // kill, tgkill, tkill
            (302, [0, 9, 0], allow), (302, [0, 9, 0x7f0000001000], refuse), (302, [0, 9, 0x100000000], refuse), (160, [], refuse), // prlimit64, setrlimit
            (101, [], refuse), (310, [], refuse), (425, [], refuse), (321, [], refuse), (272, [], refuse), // ptrace, process_vm_readv, io_uring_setup, bpf, unshare
            (0x40000000 | 41, [], kill),
        })
            Assert.True(answer == Run(filter, call, x64, arguments), $"System call {call}({string.Join(", ", arguments)})");
        Assert.Equal(kill, Run(filter, 0, 0x40000003, []));
    }

    private static byte[] SlowPicture()
    {
        using var picture = Image.Black(8000, 6000, bands: 3);
        return picture.JpegsaveBuffer();
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient editor, AngleSharp.Html.Dom.IHtmlDocument form, byte[] bytes, CancellationToken cancellation)
    {
        using var content = new MultipartFormDataContent { { new StringContent(form.ValueOf("__RequestVerificationToken")), "__RequestVerificationToken" } };
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/webp");
        content.Add(file, "files", "picture.webp");
        return await editor.PostAsync(new Uri("/admin/media/new", UriKind.Relative), content, cancellation);
    }

    private static List<int> Workers(SiteProcess site) =>
        [.. Directory.EnumerateDirectories("/proc").Select(p => int.TryParse(Path.GetFileName(p), CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0 && IsWorkerOf(id, site.Id))];

    private static bool IsWorkerOf(int id, int parent)
    {
        try
        {
            var state = File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ');
            return state[1] == parent.ToString(CultureInfo.InvariantCulture) && state[0] != "Z" && File.ReadAllText($"/proc/{id}/cmdline").Contains(MediaWorker.CommandName, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has just ended.
            return false;
        }
    }

    private static async Task<int> WorkerOfAsync(SiteProcess site, int besides = 0)
    {
        for (var tries = 0; tries < 6000; tries++)
        {
            if (Workers(site).Find(id => id != besides && File.ReadAllText($"/proc/{id}/status").Contains("Seccomp:\t2", StringComparison.Ordinal)) is > 0 and var worker)
                return worker;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        throw new Xunit.Sdk.XunitException("No worker was started");
    }

    private static async Task IsConfinedAsync(int worker)
    {
        var limits = await File.ReadAllLinesAsync($"/proc/{worker}/limits", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("unlimited", limits.Single(l => l.StartsWith("Max address space", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("120", limits.Single(l => l.StartsWith("Max cpu time", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs:\t1", await File.ReadAllTextAsync($"/proc/{worker}/status", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var surroundings = await File.ReadAllTextAsync($"/proc/{worker}/environ", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("a-secret", surroundings, StringComparison.Ordinal);
        Assert.DoesNotContain("Data__Folder", surroundings, StringComparison.Ordinal);
    }

    private static void LoadsNothingOfTheSite(int worker)
    {
        var loaded = File.ReadAllText($"/proc/{worker}/maps");
        Assert.Contains("libvips", loaded, StringComparison.Ordinal);
        foreach (var needless in new[] { "EntityFrameworkCore", "Serilog", "Kestrel", "Markdig", "libe_sqlite3", "System.Net.Sockets" })
            Assert.DoesNotContain(needless, loaded, StringComparison.Ordinal);
    }

    private static async Task EndedAsync(int worker)
    {
        for (var tries = 0; Directory.Exists($"/proc/{worker}") && !File.ReadAllText($"/proc/{worker}/stat").Contains(") Z", StringComparison.Ordinal); tries++)
        {
            Assert.True(tries < 3000, "The worker goes on without its upload");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static void Signal(int process, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>The part of the kernel's packet filter that the rules use.</summary>
    private static uint Run(SystemCalls.Instruction[] filter, uint call, uint machine, ulong[] arguments)
    {
        var loaded = 0u;
        for (var at = 0; ; at++)
        {
            var (code, ifTrue, ifFalse, value) = filter[at];
            switch (code)
            {
                case 0x20:
                    loaded = value switch
                    {
                        0 => call,
                        4 => machine,
                        _ => (uint)((arguments.ElementAtOrDefault((int)(value - 16) / 8) >> ((value - 16) % 8 == 4 ? 32 : 0)) & 0xffffffff),
                    };
                    break;
                case 0x15:
                    at += loaded == value ? ifTrue : ifFalse;
                    break;
                case 0x45:
                    at += (loaded & value) != 0 ? ifTrue : ifFalse;
                    break;
                case 0x06:
                    return value;
                default:
                    throw new InvalidOperationException($"Instruction {code:x}");
            }
        }
    }
}
