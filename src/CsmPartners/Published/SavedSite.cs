using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using CsmPartners.Entries;
using CsmPartners.Media;

namespace CsmPartners.Published;

/// <summary>
/// The published site as bytes, for a start without the database: a mark, version and time of the last change, what the site was built
/// from as compressed JSON, and the SHA-256 of all that. Whatever is not exactly this is no site.
/// </summary>
public static class SavedSite
{
    private const int MarkLength = 16;
    private const int HeadLength = MarkLength + 2 * sizeof(long);

    // Enough of the JSON to hold its first fields, which are version and SeededAt.
    private const int BeginningLength = 256;

    private static readonly JsonSerializerOptions Json = new(SavedSiteJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        TypeInfoResolver = SavedSiteJson.Default.WithAddedModifier(NameKinds),
    };

    /// <summary>How the files of every version of the program begin.</summary>
    private static ReadOnlySpan<byte> Name => "csmsite"u8;

    // Holds what the rows look like, so that nobody has to remember to change a number: the file of a program whose entries have other
    // fields is not read.
    private static readonly byte[] Mark =
        [.. Name, .. SHA256.HashData(Encoding.UTF8.GetBytes(Json.GetJsonSchemaAsNode(typeof(Rows)).ToJsonString())).AsSpan(0, MarkLength - 7)];

    public static async Task WriteAsync(PublishedSite site, Stream file, CancellationToken cancellation)
    {
        using var hash = SHA256.Create();
        await using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            await hashed.WriteAsync(Head(site), cancellation);
            await using var packed = new GZipStream(hashed, CompressionLevel.Fastest, leaveOpen: true);
            await JsonSerializer.SerializeAsync(packed, Rows.Of(site), Json, cancellation);
        }

        await file.WriteAsync(hash.Hash, cancellation);
    }

    /// <summary>Whether a file that begins so was written from this site.</summary>
    public static bool IsOf(PublishedSite site, ReadOnlySpan<byte> beginning) => beginning.StartsWith(Head(site));

    /// <summary>
    /// When the database was first filled from which a site was saved, whatever version of the program saved it. Null if the file does not say.
    /// </summary>
    public static DateTime? ReadSeededAt(Stream file)
    {
        try
        {
            Span<byte> head = stackalloc byte[HeadLength];
            file.ReadExactly(head);
            if (!head.StartsWith(Name))
                return null;
            using var packed = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            Span<byte> beginning = stackalloc byte[BeginningLength];
            var length = packed.ReadAtLeast(beginning, BeginningLength, throwOnEndOfStream: false);
            var json = new Utf8JsonReader(beginning[..length], isFinalBlock: false, default);
            while (json.Read())
            {
                if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals(nameof(Rows.SeededAt)))
                    return json.Read() && json.TokenType == JsonTokenType.String && json.TryGetDateTime(out var at) ? at : null;
            }
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or JsonException)
        {
            // Damaged, or another program's file.
        }

        return null;
    }

    /// <exception cref="InvalidDataException">It is no saved site, or one of a program with another model.</exception>
    public static PublishedSite Read(ReadOnlyMemory<byte> file, int thisYear)
    {
        if (file.Length < HeadLength + SHA256.HashSizeInBytes)
            throw new InvalidDataException("It is too short.");
        if (!file.Span.StartsWith(Mark))
            throw new InvalidDataException("It was written by another version of the program, or is none of its files.");
        var saved = file[..^SHA256.HashSizeInBytes];
        if (!SHA256.HashData(saved.Span).AsSpan().SequenceEqual(file.Span[^SHA256.HashSizeInBytes..]))
            throw new InvalidDataException("It is damaged.");
        using var packed = new GZipStream(new MemoryStream(saved[HeadLength..].ToArray()), CompressionMode.Decompress);
        return (JsonSerializer.Deserialize<Rows>(packed, Json) ?? throw new InvalidDataException("It says nothing.")).ToSite(thisYear);
    }

    private static byte[] Head(PublishedSite site)
    {
        var head = new byte[HeadLength];
        Mark.CopyTo(head, 0);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(MarkLength), site.Version);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(MarkLength + sizeof(long)), site.ChangedAt.Ticks);
        return head;
    }

    private static void NameKinds(JsonTypeInfo type)
    {
        if (type.Type != typeof(Entry))
            return;
        type.PolymorphismOptions = new();
        foreach (var kind in Enum.GetValues<EntryKind>())
            type.PolymorphismOptions.DerivedTypes.Add(new(Entry.New(kind).GetType(), kind.ToString()));
    }
}

/// <summary>What the site is built from, as the database would give it.</summary>
internal sealed record Rows(
    long Version,
    DateTime SeededAt,
    DateTime ChangedAt,
    Museum Museum,
    List<Entry> Entries,
    List<Participation> Participations,
    List<MediaFile> Media,
    List<Redirect> Redirects,
    Dictionary<int, int> Merged)
{
    public static Rows Of(PublishedSite site)
    {
        var entries = site.Entries.ToList();
        return new(
            site.Version,
            site.SeededAt,
            site.ChangedAt,
            site.Museum,
            entries,
            [.. entries.OfType<Activity>().SelectMany(a => a.Participations)],
            [.. site.Media],
            [.. site.Redirects],
            site.Merged.ToDictionary());
    }

    public PublishedSite ToSite(int thisYear)
    {
        PublishedSiteReader.Join(Entries, Participations);
        return new(Version, thisYear, Museum, Entries, Media, Redirects) { SeededAt = SeededAt, ChangedAt = ChangedAt, Merged = Merged };
    }
}

/// <summary>Written by the compiler, since a start has no time to look at the types.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Rows))]
[JsonSerializable(typeof(Partner))]
[JsonSerializable(typeof(Project))]
[JsonSerializable(typeof(Exhibition))]
[JsonSerializable(typeof(Training))]
[JsonSerializable(typeof(Agreement))]
[JsonSerializable(typeof(Event))]
[JsonSerializable(typeof(Publication))]
[JsonSerializable(typeof(Page))]
internal sealed partial class SavedSiteJson : JsonSerializerContext;
