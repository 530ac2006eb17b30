using System.Globalization;
using CsmPartners.Sqlite;
using CsmPartners.SqlServer;

namespace CsmPartners.Web.Hosting;

/// <summary>What the settings say of the database.</summary>
/// <param name="Connection">Null for an SQLite file in the data folder.</param>
/// <param name="CommandSeconds">How long a command may take, on SQLite how long it may wait for a lock; null for the provider's own bound.</param>
/// <param name="MaxBatchSize">Most rows that one command saves; null for the framework's own number.</param>
internal sealed record DatabaseSettings(string? Provider, string? Connection, int? CommandSeconds, int? MaxBatchSize)
{
    public const string Sqlite = "Sqlite";
    public const string SqlServer = "SqlServer";

    private const int LongestCommand = 3600;
    private const int LargestBatch = 1000;

    private static readonly string[] Names = ["Provider", "CommandSeconds", "MaxBatchSize"];

    public static DatabaseSettings Of(IConfiguration configuration) => new(
        configuration["Database:Provider"],
        configuration.GetConnectionString("Site") is { } connection && !string.IsNullOrWhiteSpace(connection) ? connection : null,
        Number(configuration["Database:CommandSeconds"], LongestCommand),
        Number(configuration["Database:MaxBatchSize"], LargestBatch));

    /// <summary>What is wrong with them, as a sentence for the console; null where they can be used.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        var (settings, section) = (Of(configuration), configuration.GetSection("Database"));
        if (section.GetChildren().FirstOrDefault(s => !Names.Contains(s.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            return $"There is no setting Database:{unknown.Key}; there are {string.Join(", ", Names.Select(n => $"Database:{n}"))}.";
        if (settings.Provider is not (Sqlite or SqlServer))
            return $"Database:Provider is '{settings.Provider}'; it may be {Sqlite} or {SqlServer}.";
        if (settings is { Provider: SqlServer, Connection: null })
            return "Database:Provider is SqlServer, but ConnectionStrings:Site is empty.";
        var numbers = new[] { ("CommandSeconds", settings.CommandSeconds, LongestCommand), ("MaxBatchSize", settings.MaxBatchSize, LargestBatch) };
        foreach (var (name, value, most) in numbers)
        {
            if (value is null && section[name] is { Length: > 0 } typed)
                return $"Database:{name} is '{typed}'; it may be a number from 1 to {most}.";
        }

        try
        {
            _ = settings.Connection is not { } connection ? "" : settings.Provider == Sqlite ? SqliteSite.Complete(connection) : SqlServerSite.Complete(connection);
            return null;
        }
        // What is wrong with it, without the string itself, which may hold a password.
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return $"ConnectionStrings:Site cannot be read: {e.Message}";
        }
    }

    private static int? Number(string? typed, int most) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
