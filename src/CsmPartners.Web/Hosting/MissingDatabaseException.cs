using Microsoft.Data.Sqlite;

namespace CsmPartners.Web.Hosting;

/// <summary>A site was published from this data folder, and its database is gone or empty. Nothing may be entered into it.</summary>
/// <param name="evidence">The file that tells so: "published.site".</param>
public sealed class MissingDatabaseException(string evidence)
    : Exception($"The database is missing or empty, but {evidence} shows that there was one. Nothing was entered into it. {Advice} To begin with an empty site instead, delete {evidence} as well.")
{
    /// <summary>What an administrator can do, for the log and the console.</summary>
    public const string Advice = "Put the database back, or restore the last backup with the command restore.";

    // Opening a missing file, or reading one that is cut short or overwritten.
    private static readonly int[] SqliteCodes = [SQLitePCL.raw.SQLITE_CANTOPEN, SQLitePCL.raw.SQLITE_CORRUPT, SQLitePCL.raw.SQLITE_NOTADB];

    /// <summary>Whether the database is missing, empty or damaged, so that waiting does not help.</summary>
    public static bool Explains(Exception? e) =>
        e is not null && (e is MissingDatabaseException || (e is SqliteException sqlite && SqliteCodes.Contains(sqlite.SqliteErrorCode)) || Explains(e.InnerException));
}
