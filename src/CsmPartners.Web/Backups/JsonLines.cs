using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;

namespace CsmPartners.Web.Backups;

/// <summary>The rows of one table in an archive, read line by line, each value looked at, the whole held against what the manifest says of it.</summary>
public static class JsonLines
{
    /// <summary>Of a line. Three bodies of an entry and everything else that a form takes are a tenth of it.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    public static async IAsyncEnumerable<object?[]> ReadAsync(Stream stream, TableMember member, TableShape table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        var (rows, bytes) = (0L, 0L);
        while (true)
        {
            var read = await pipe.ReadAsync();
            var buffer = read.Buffer;
            while (TryTakeLine(ref buffer, out var line))
            {
                bytes += line.Length + 1;
                if (++rows > member.Rows || bytes > member.Bytes)
                    throw BackupException.Damaged($"{member.Member} is longer than its manifest says");
                foreach (var part in line)
                    hash.AppendData(part.Span);
                hash.AppendData("\n"u8);
                yield return Parse(line, table, rows);
            }

            if (buffer.Length > MostBytes)
                throw BackupException.Damaged($"line {rows + 1} of {member.Member} is longer than any row can be");
            if (read.IsCompleted && !buffer.IsEmpty)
                throw BackupException.Damaged($"{member.Member} ends in the middle of a line");
            pipe.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                break;
        }

        if (rows != member.Rows || bytes != member.Bytes || Convert.ToHexStringLower(hash.GetHashAndReset()) != member.Sha256)
            throw BackupException.Damaged($"{member.Member} is not what its manifest says");
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (buffer.PositionOf((byte)'\n') is not { } end)
            return false;
        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private static object?[] Parse(ReadOnlySequence<byte> line, TableShape table, long number)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            var row = new object?[table.Columns.Count];
            var isRow = json.Read() && json.TokenType == JsonTokenType.StartArray;
            for (var i = 0; isRow && i < row.Length; i++)
            {
                var column = table.Columns[i];
                isRow = json.Read() && (json.TokenType != JsonTokenType.Null || column.IsNullable);
                row[i] = isRow && json.TokenType != JsonTokenType.Null ? column.Kind.Read(ref json) : null;
            }

            if (isRow && json.Read() && json.TokenType == JsonTokenType.EndArray && !json.Read())
                return row;
        }
        catch (Exception e) when (BackupException.IsOfDamage(e))
        {
            throw BackupException.Damaged($"line {number} of {table.Name} cannot be read", e);
        }

        throw BackupException.Damaged($"line {number} of {table.Name} is no row of that table");
    }
}
