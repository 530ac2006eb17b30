using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsmPartners.Web.Backups;

/// <summary>What an archive says of itself.</summary>
/// <param name="Format">Always <see cref="TheFormat"/>.</param>
/// <param name="FormatVersion">Grows when an older program could not read what a newer one writes.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="Database">Where it was taken from; archives of both databases are alike.</param>
/// <param name="Migrations">By their names, which both databases share, in order.</param>
/// <param name="SiteVersion">The site's version number then.</param>
/// <param name="MissingMedia">Hashes of files that rows name and that were not there, or not whole.</param>
public sealed record Manifest(
    string Format,
    int FormatVersion,
    DateTime MadeAt,
    string Database,
    IReadOnlyList<string> Migrations,
    long SiteVersion,
    IReadOnlyList<TableMember> Tables,
    IReadOnlyList<MediaMember> Media,
    IReadOnlyList<string> MissingMedia)
{
    public const string TheFormat = "csm-partners-backup";
    public const int TheVersion = 1;
    public const string Name = "manifest.json";
    public const string HashName = "manifest.sha256";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public long Rows => Tables.Sum(t => t.Rows);

    public IEnumerable<string> Members => [Name, HashName, .. Tables.Select(t => t.Member), .. Media.Select(m => m.Member)];

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    public static Manifest Read(byte[] bytes)
    {
        // Its version first: what a newer program writes need not have today's form.
        using (var tree = JsonDocument.Parse(bytes))
        {
            if (tree.RootElement.ValueKind != JsonValueKind.Object || !tree.RootElement.TryGetProperty("format", out var format) || !format.ValueEquals(TheFormat))
                throw new BackupException("the file is not a backup of this program.");
            if (!tree.RootElement.TryGetProperty("formatVersion", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number))
                throw BackupException.Damaged("its manifest does not say its version");
            if (number != TheVersion)
                throw new BackupException($"the archive has version {number} of its format, and this program reads version {TheVersion} alone.");
        }

        var manifest = JsonSerializer.Deserialize<Manifest>(bytes, Json) ?? throw BackupException.Damaged("its manifest is empty");
        return manifest.IsSound ? manifest : throw BackupException.Damaged("its manifest contradicts itself");
    }

    private bool IsSound =>
        !Migrations.Contains(null!) && !MissingMedia.Contains(null!) && !Tables.Contains(null!) && !Media.Contains(null!)
        && Tables.All(t => !t.Columns.Contains(null!) && t is { Rows: >= 0, Bytes: >= 0, LastId: null or >= 0 })
        && Media.All(m => m.Bytes >= 0)
        && Members.Distinct(StringComparer.OrdinalIgnoreCase).Count() == Tables.Count + Media.Count + 2;
}

/// <summary>A table's rows: a file with one JSON array a line, its values in the order of these columns.</summary>
/// <param name="Sha256">Of the file, lower-case hexadecimal.</param>
/// <param name="LastId">The highest number that the database has given to a row, those deleted since included; null where it gives none.</param>
public sealed record TableMember(string Name, IReadOnlyList<ColumnMember> Columns, long Rows, long Bytes, string Sha256, long? LastId)
{
    [JsonIgnore]
    public string Member => NameOf(Name);

    public static string NameOf(string table) => $"tables/{table}.jsonl";
}

public sealed record ColumnMember(string Name, ValueKind Kind);

/// <param name="Name">The SHA-256 of its content, and what kind of file it is: <c>ab….jpg</c>.</param>
public sealed record MediaMember(string Name, long Bytes)
{
    [JsonIgnore]
    public string Member => $"media/{Name}";

    [JsonIgnore]
    public string Hash => Path.GetFileNameWithoutExtension(Name);
}
