using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace CsmPartners.Web.Backups;

/// <summary>What a column holds, whatever its database calls it.</summary>
public enum ValueKind
{
    WholeNumber,
    Real,
    Boolean,
    Text,
    Day,

    /// <summary>UTC.</summary>
    Time,

    /// <summary>A time with its offset.</summary>
    Moment,
    Bytes,
}

/// <summary>A value on its way between a database and a line of JSON; nothing of it is lost on either.</summary>
public static class ValueKinds
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    /// <param name="type">As EF sends it to the database.</param>
    public static ValueKind Of(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(int) || t == typeof(long) || t == typeof(short) || t == typeof(byte) => ValueKind.WholeNumber,
        var t when t == typeof(double) || t == typeof(float) => ValueKind.Real,
        var t when t == typeof(bool) => ValueKind.Boolean,
        var t when t == typeof(string) => ValueKind.Text,
        var t when t == typeof(DateOnly) => ValueKind.Day,
        var t when t == typeof(DateTime) => ValueKind.Time,
        var t when t == typeof(DateTimeOffset) => ValueKind.Moment,
        var t when t == typeof(byte[]) => ValueKind.Bytes,
        var t => throw new NotSupportedException($"Backups do not know how to keep a {t.Name}"),
    };

    // Said for SQL Server, which takes a time for its old type and a null for text unless it is told.
    public static DbType Parameter(this ValueKind kind) => kind switch
    {
        ValueKind.WholeNumber => DbType.Int64,
        ValueKind.Real => DbType.Double,
        ValueKind.Boolean => DbType.Boolean,
        ValueKind.Text => DbType.String,
        ValueKind.Day => DbType.Date,
        ValueKind.Time => DbType.DateTime2,
        ValueKind.Moment => DbType.DateTimeOffset,
        _ => DbType.Binary,
    };

    public static object Read(this ValueKind kind, DbDataReader row, int column) => kind switch
    {
        ValueKind.WholeNumber => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture),
        ValueKind.Real => Convert.ToDouble(row.GetValue(column), CultureInfo.InvariantCulture),
        ValueKind.Boolean => Convert.ToBoolean(row.GetValue(column), CultureInfo.InvariantCulture),
        ValueKind.Text => row.GetString(column),
        ValueKind.Day => row.GetFieldValue<DateOnly>(column),
        ValueKind.Time => DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc),
        ValueKind.Moment => row.GetFieldValue<DateTimeOffset>(column),
        _ => row.GetFieldValue<byte[]>(column),
    };

    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case string text: json.WriteStringValue(text); break;
            case DateOnly day: json.WriteStringValue(day.ToString("O", CultureInfo.InvariantCulture)); break;
            case DateTime time: json.WriteStringValue(time.ToString(TimeFormat, CultureInfo.InvariantCulture)); break;
            case DateTimeOffset moment: json.WriteStringValue(moment); break;
            case byte[] bytes: json.WriteBase64StringValue(bytes); break;
            default: throw new NotSupportedException($"Backups do not know how to write a {value.GetType().Name}");
        }
    }

    public static object Read(this ValueKind kind, ref Utf8JsonReader json) => kind switch
    {
        ValueKind.WholeNumber => json.GetInt64(),
        ValueKind.Real => json.GetDouble(),
        ValueKind.Boolean => json.GetBoolean(),
        ValueKind.Text => json.GetString() ?? throw new FormatException("a text is missing"),
        ValueKind.Day => DateOnly.ParseExact(json.GetString()!, "O", CultureInfo.InvariantCulture),
        ValueKind.Time => DateTime.ParseExact(json.GetString()!, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        ValueKind.Moment => json.GetDateTimeOffset(),
        _ => json.GetBytesFromBase64(),
    };
}
