using System.IO.Compression;
using System.Text.Json.Nodes;
using CsCheck;
using CsmPartners.Web.Backups;

namespace CsmPartners.Tests.Backups;

/// <summary>What the reader of archives makes of all that is no archive, or not one of ours, or not whole. It is given bytes alone: there is nothing that it could write to.</summary>
public sealed class ArchiveTests
{
    private const int Mutations = 10_000;

    [Fact]
    public async Task What_was_written_is_read_again_value_by_value()
    {
        using var file = new MemoryStream(await SmallArchive.MakeAsync());
        using var archive = await Archive.OpenAsync(file);
        Assert.Equal(SmallArchive.MediaFile, await archive.MediaAsync(Assert.Single(archive.Manifest.Media)));
        foreach (var (member, table) in archive.Manifest.Tables.Zip(SmallArchive.Tables))
        {
            var row = Assert.Single(await archive.RowsAsync(member, table).ToListAsync(TestContext.Current.CancellationToken));
            Assert.Equal(table.Columns.Select(c => c.IsNullable), row.Select(v => v is null));
            Assert.All(row.OfType<string>(), text => Assert.Equal("Көрме «Ұлы дала»\n\u0001", text));
            Assert.All(row.OfType<DateTime>(), time => Assert.Equal((635350626000000001, DateTimeKind.Utc), (time.Ticks, time.Kind)));
        }
    }

    [Fact]
    public async Task A_good_archive_is_taken() => Assert.Null(await SmallArchive.RefusalOfAsync(await SmallArchive.MakeAsync()));

    [Theory]
    [InlineData("../../etc/passwd", "leads out")]
    [InlineData("/etc/passwd", "leads out")]
    [InlineData("media\\..\\x", "leads out")]
    [InlineData("C:/x", "leads out")]
    [InlineData("media/", "manifest says nothing")]
    [InlineData("tables/Passwords.jsonl", "manifest says nothing")]
    [InlineData("manifest.json", "two members of one name")]
    [InlineData("MANIFEST.JSON", "two members of one name")]
    [InlineData("tables/Entries.jsonl", "two members of one name")]
    public async Task A_member_that_the_program_does_not_write_is_refused(string name, string words)
    {
        var archive = SmallArchive.Changed(await SmallArchive.MakeAsync(), zip => zip.CreateEntry(name));
        Assert.Contains(words, await SmallArchive.RefusalOfAsync(archive), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_refused()
    {
        var archive = SmallArchive.Changed(await SmallArchive.MakeAsync(), zip => zip.GetEntry(Manifest.Name)!.ExternalAttributes = unchecked((int)0xA1FF0000));
        Assert.Contains("a link", await SmallArchive.RefusalOfAsync(archive), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format", "\"something-else\"", "not a backup of this program")]
    [InlineData("formatVersion", "2", "version 2 of its format")]
    [InlineData("formatVersion", "0", "version 0 of its format")]
    [InlineData("formatVersion", "\"1\"", "does not say its version")]
    [InlineData("migrations", "[\"Initial\",\"StaffDesk\",\"Venues\",\"Letters\",\"Telepathy\"]", "newer version")]
    [InlineData("migrations", "[\"Initial\"]", "older version")]
    [InlineData("migrations", "[null]", "contradicts itself")]
    [InlineData("tables", "[]", "manifest says nothing")]
    [InlineData("tables", "null", "damaged")]
    [InlineData("media", "[]", "manifest says nothing")]
    [InlineData("extra", "1", "damaged")]
    public async Task A_manifest_of_another_kind_is_refused(string name, string value, string words)
    {
        var archive = SmallArchive.WithManifest(await SmallArchive.MakeAsync(), manifest => manifest[name] = JsonNode.Parse(value));
        Assert.Contains(words, await SmallArchive.RefusalOfAsync(archive), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]\n", "cannot be read")]
    [InlineData("[1,1,1,1,1,1]\n", "cannot be read")]
    [InlineData("[1,\"x\",\"2014-05-07T00:00:00Z\"]\n", "cannot be read")]
    [InlineData("[null,null,null]\n", "no row of that table")]
    [InlineData("{}\n", "no row of that table")]
    [InlineData("", "0 rows of SiteState")]
    [InlineData("[1,\"2014-05-07T00:00:00Z\",1]\n[1,\"2014-05-07T00:00:00Z\",1]\n", "2 rows of SiteState")]
    public async Task Rows_that_are_none_are_refused(string lines, string words)
    {
        var archive = SmallArchive.WithTable(await SmallArchive.MakeAsync(), "SiteState", lines);
        Assert.Contains(words, await SmallArchive.RefusalOfAsync(archive), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_without_an_end_is_refused_before_it_fills_the_memory()
    {
        var archive = SmallArchive.WithTable(await SmallArchive.MakeAsync(), "Letters", new string('[', 200_000_000));
        Assert.True(archive.Length < 1_000_000, $"{archive.Length} bytes");
        // Of this thread alone: what runs beside it allocates too. Nothing of an archive in the memory is waited for, so it stays on one.
        var (thread, before) = (Environment.CurrentManagedThreadId, GC.GetAllocatedBytesForCurrentThread());
        Assert.Contains("longer than any row", await SmallArchive.RefusalOfAsync(archive), StringComparison.Ordinal);
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 100_000_000);
    }

    [Fact]
    public async Task Files_that_are_no_archive_are_refused()
    {
        var archive = await SmallArchive.MakeAsync();
        using var other = new MemoryStream();
        using (var zip = new ZipArchive(other, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("readme.txt");
        foreach (var bytes in new[] { [], "Not a ZIP file, but quite long enough to be one."u8.ToArray(), other.ToArray(), archive[..^100], archive[1..] })
            Assert.NotNull(await SmallArchive.RefusalOfAsync(bytes));
        Assert.Contains("not a backup of this program", await SmallArchive.RefusalOfAsync(other.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_media_file_of_another_content_is_refused()
    {
        var archive = SmallArchive.Changed(await SmallArchive.MakeAsync(), zip => SmallArchive.Replace(zip, $"media/{SmallArchive.MediaName}", new byte[SmallArchive.MediaFile.Length]));
        Assert.Contains("not what its name says", await SmallArchive.RefusalOfAsync(archive), StringComparison.Ordinal);
    }

    /// <summary>Flipped, cut, moved and overwritten bytes, and other values in a manifest whose hash is right.</summary>
    [Fact]
    public async Task Whatever_becomes_of_an_archive_it_is_refused_in_a_sentence_or_taken()
    {
        var archive = await SmallArchive.MakeAsync();
        var place = Gen.Int[0, archive.Length - 1];
        var flipped = Gen.Select(place, Gen.Byte).Array[1, 8].Select(flips => Edited(archive, bytes => Array.ForEach(flips, f => bytes[f.Item1] ^= f.Item2)));
        var cut = place.Select(length => archive[..length]);
        var moved = Gen.Select(place, place, Gen.Int[1, 400]).Select((from, to, length) =>
            Edited(archive, bytes => archive.AsSpan(from, Math.Min(length, archive.Length - Math.Max(from, to))).CopyTo(bytes.AsSpan(to))));
        var inserted = Gen.Select(place, Gen.Byte.Array[1, 40]).Select((at, bytes) => (byte[])[.. archive[..at], .. bytes, .. archive[at..]]);
        // Where the list of members lies, most of what is changed is noticed by the reader of ZIP files, not by a hash.
        var atTheEnd = Gen.Select(Gen.Int[1, Math.Min(archive.Length, 2500)], Gen.Byte).Array[1, 4].Select(flips => Edited(archive, bytes => Array.ForEach(flips, f => bytes[^f.Item1] = f.Item2)));
        string[] values = ["null", "-1", "9223372036854775807", "1e400", "\"\"", "\"../x\"", "[]", "{}", "[[[]]]", "0.5", "\"\\u0000\""];
        var manifest = Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, values.Length - 1]).Select((at, value) => SmallArchive.WithManifest(archive, m => Put(m, at, JsonNode.Parse(values[value]))));
        var refused = 0;
        await Gen.Frequency((4, flipped), (2, cut), (3, moved), (2, inserted), (4, atTheEnd), (2, manifest)).SampleAsync(
            async bytes =>
            {
                if (await SmallArchive.RefusalOfAsync(bytes) is { } sentence)
                {
                    Assert.Matches(@"^[^\n]{10,400}\.$", sentence);
                    Interlocked.Increment(ref refused);
                }
            },
            iter: Mutations);
        Assert.True(refused > Mutations / 2, $"{refused} of {Mutations} were refused");
    }

    private static byte[] Edited(byte[] archive, Action<byte[]> edit)
    {
        var copy = (byte[])archive.Clone();
        edit(copy);
        return copy;
    }

    /// <summary>Puts a value in the place of one of the manifest's, counted through all that it holds.</summary>
    private static void Put(JsonNode root, int at, JsonNode? value)
    {
        var places = new List<Action>();
        Walk(root);
        places[at % places.Count]();

        void Walk(JsonNode? node)
        {
            if (node is JsonObject o)
            {
                foreach (var name in o.Select(p => p.Key).ToList())
                {
                    places.Add(() => o[name] = value);
                    places.Add(() => o.Remove(name));
                    Walk(o[name]);
                }
            }

            if (node is JsonArray a)
            {
                for (var i = 0; i < a.Count; i++)
                {
                    var item = i;
                    places.Add(() => a[item] = value);
                    places.Add(() => a.RemoveAt(item));
                    Walk(a[i]);
                }
            }
        }
    }
}
