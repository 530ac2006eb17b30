using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CsmPartners.Web.Backups;

/// <summary>Writes an archive from beginning to end: media, tables, and last what it says of itself. Holds one row or one media file at a time.</summary>
public sealed class ArchiveWriter(ZipArchive zip)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<TableMember> tables = [];
    private readonly List<MediaMember> media = [];
    private readonly HashSet<string> hashes = [];

    public bool HasMedia(string hash) => hashes.Contains(hash);

    public async Task AddMediaAsync(string name, ReadOnlyMemory<byte> bytes)
    {
        var member = new MediaMember(name, bytes.Length);
        // Pictures and PDF files are as small as they get.
        await using var stream = await zip.CreateEntry(member.Member, CompressionLevel.NoCompression).OpenAsync();
        await stream.WriteAsync(bytes);
        media.Add(member);
        hashes.Add(member.Hash);
    }

    /// <param name="table">Its rows are read once.</param>
    /// <param name="written">Told after each row how many there are.</param>
    public async Task AddTableAsync(TableShape table, IAsyncEnumerable<object?[]> rows, long? lastId, Action<long> written)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(line, Json);
        var (count, bytes) = (0L, 0L);
        await using (var stream = await zip.CreateEntry(TableMember.NameOf(table.Name), CompressionLevel.Fastest).OpenAsync())
        {
            await foreach (var row in rows)
            {
                WriteLine(line, json, row);
                if (line.WrittenCount > JsonLines.MostBytes)
                    throw new BackupException($"a row of {table.Name} is larger than the {JsonLines.MostBytes >> 20} MB that an archive can hold.");
                hash.AppendData(line.WrittenSpan);
                await stream.WriteAsync(line.WrittenMemory);
                bytes += line.WrittenCount;
                written(++count);
            }
        }

        tables.Add(new(table.Name, [.. table.Columns.Select(c => new ColumnMember(c.Name, c.Kind))], count, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()), lastId));
    }

    /// <param name="about">What the archive says of itself, but for its members.</param>
    public async Task<Manifest> FinishAsync(Manifest about)
    {
        var manifest = about with { Tables = tables, Media = media };
        var bytes = manifest.ToBytes();
        await WriteAsync(Manifest.Name, bytes);
        // In the form in which sha256sum writes and checks it.
        await WriteAsync(Manifest.HashName, System.Text.Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {Manifest.Name}\n"));
        await zip.DisposeAsync();
        return manifest;
    }

    private static void WriteLine(ArrayBufferWriter<byte> line, Utf8JsonWriter json, object?[] row)
    {
        line.ResetWrittenCount();
        json.Reset();
        json.WriteStartArray();
        foreach (var value in row)
            ValueKinds.Write(json, value);
        json.WriteEndArray();
        json.Flush();
        line.Write("\n"u8);
    }

    private async Task WriteAsync(string name, byte[] bytes)
    {
        await using var stream = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync();
        await stream.WriteAsync(bytes);
    }
}
