using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsmPartners.Tests.Support;

namespace CsmPartners.Tests.Hosting;

/// <summary>What is built and published, as files.</summary>
public sealed partial class SupplyChainTests
{
    [Fact]
    public void No_path_of_the_machine_stands_in_what_was_built()
    {
#if DEBUG
        Assert.Skip("Debug builds keep paths, by which debuggers find the sources");
#endif
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "CsmPartners*.dll").Where(f => !f.EndsWith("Tests.dll", StringComparison.Ordinal)))
        {
            var bytes = File.ReadAllBytes(file);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Sources.Root)) < 0 && bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Sources.Root)) < 0, file);
            var documents = DocumentsOf(bytes);
            // Symbols hold the sources that are generated from views, and those hold the folder's path.
            Assert.Equal(Path.GetFileName(file) == "CsmPartners.Web.dll", documents.Count == 0);
            Assert.All(documents, d => Assert.True(d.StartsWith("/_/src/", StringComparison.Ordinal) || !Path.IsPathRooted(d), d));
        }
    }

    /// <summary>Razor numbers them by their place in generated code, in which the folder's whole path stands.</summary>
    [Fact]
    public void No_view_uses_a_tag_helper()
    {
        using var reader = new PEReader(File.OpenRead(typeof(Program).Assembly.Location));
        var metadata = reader.GetMetadataReader();
        var used = metadata.TypeReferences.Select(r => metadata.GetString(metadata.GetTypeReference(r).Name)).ToList();
        Assert.Contains("RazorCompiledItemAttribute", used);
        Assert.DoesNotContain("TagHelperScopeManager", used);
    }

    [Fact]
    public async Task Two_folders_give_the_same_files_for_one_platform_with_notices_and_a_worker_that_starts()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CSM_TEST_LONG") == "1", "CSM_TEST_LONG is not 1: publishing twice takes minutes");
        var folder = Directory.CreateTempSubdirectory("csm-partners-").FullName;
        try
        {
            var (first, second) = (Path.Combine(folder, "a"), Path.Combine(folder, "another", "much-longer-one"));
            foreach (var copy in new[] { first, second })
                await PublishAsync(copy);
            var (one, other) = (HashesOf(Path.Combine(first, "out")), HashesOf(Path.Combine(second, "out")));
            Assert.InRange(one.Count, 50, 2000);
            Assert.Equal(one.Keys, other.Keys);
            Assert.Equal([], one.Keys.Where(name => one[name] != other[name]));

            Assert.DoesNotContain(one.Keys, name => name.EndsWith(".pdb", StringComparison.Ordinal));
            Assert.All(one.Keys.Where(name => name.StartsWith("runtimes/", StringComparison.Ordinal)), name => Assert.Matches("^runtimes/(linux-x64|linux|unix)/", name));
            AreNamed(Path.Combine(first, "out"));
            await AnswersAsync(Path.Combine(first, "out"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<string> DocumentsOf(byte[] assembly)
    {
        using var reader = new PEReader(new MemoryStream(assembly));
        if (reader.ReadDebugDirectory().Where(e => e.Type == DebugDirectoryEntryType.EmbeddedPortablePdb).ToList() is not [var entry])
            return [];
        using var symbols = reader.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        var metadata = symbols.GetMetadataReader();
        return [.. metadata.Documents.Select(d => metadata.GetString(metadata.GetDocument(d).Name))];
    }

    private static async Task PublishAsync(string copy)
    {
        var sources = Path.Combine(Sources.Root, "src");
        foreach (var file in Directory.EnumerateFiles(sources, "*", SearchOption.AllDirectories).Where(f => !Made().IsMatch(Path.GetRelativePath(sources, f))))
        {
            var to = Path.Combine(copy, "src", Path.GetRelativePath(sources, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        File.Copy(Path.Combine(Sources.Root, "global.json"), Path.Combine(copy, "global.json"));
        var start = new ProcessStartInfo("dotnet", ["publish", "src/CsmPartners.Web", "-c", "Release", "-o", "out", "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false", "--nologo", "-v", "q"])
        {
            WorkingDirectory = copy,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var publish = Process.Start(start)!;
        var said = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(publish.ExitCode == 0, said);
    }

    private static SortedDictionary<string, string> HashesOf(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            f => Path.GetRelativePath(folder, f).Replace('\\', '/'),
            // The table of assets says when each was compressed.
            f => Convert.ToHexString(SHA256.HashData(f.EndsWith(".endpoints.json", StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(Time().Replace(File.ReadAllText(f), "")) : File.ReadAllBytes(f)))),
        StringComparer.Ordinal);

    /// <summary>Every package of which a file is published.</summary>
    private static void AreNamed(string folder)
    {
        var notices = File.ReadAllText(Path.Combine(folder, "THIRD-PARTY-NOTICES.txt"));
        using var dependencies = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "CsmPartners.Web.deps.json")));
        var packages = dependencies.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject()
            .Where(p => p.Value.TryGetProperty("runtime", out var files) && files.EnumerateObject().Any(f => File.Exists(Path.Combine(folder, Path.GetFileName(f.Name)))))
            .Where(p => dependencies.RootElement.GetProperty("libraries").GetProperty(p.Name).GetProperty("type").GetString() == "package")
            .Select(p => p.Name.Replace('/', ' ')).ToList();
        Assert.InRange(packages.Count, 20, 500);
        Assert.All(packages, p => Assert.Contains($"\n{p}\n", notices, StringComparison.Ordinal));
        foreach (var text in new[] { "NetVips.Native.linux-x64", "GNU LESSER GENERAL PUBLIC LICENSE", "Apache License", "Permission is hereby granted" })
            Assert.Contains(text, notices, StringComparison.Ordinal);
    }

    // The native library loads and decodes.
    private static async Task AnswersAsync(string folder)
    {
        using var worker = Process.Start(new ProcessStartInfo(Path.Combine(folder, "CsmPartners.Web"), ["media-worker", "files"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var picture = Media.TestFiles.Jpeg();
        await using (var request = new BinaryWriter(worker.StandardInput.BaseStream))
        {
            request.Write(1 + sizeof(int) + picture.Length);
            request.Write((byte)1);
            request.Write(picture.Length);
            request.Write(picture);
            request.Flush();
            var answer = new byte[6];
            await worker.StandardOutput.BaseStream.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
            Assert.Equal((3, 1), (answer[0], answer[5]));
        }

        worker.Kill();
        await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex(@"(^|[\\/])(bin|obj|data)[\\/]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();

    [GeneratedRegex("[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT", RegexOptions.None, 1000)]
    private static partial Regex Time();
}
