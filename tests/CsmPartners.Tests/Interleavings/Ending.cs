using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Tests.Interleavings;

/// <summary>
/// How an order ends: what was answered to each actor, none to those who did not act, and every row of the database. Left out is what differs
/// between two runs of one order: numbers that rows get, moments, and what is made at random.
/// </summary>
internal sealed partial record Ending(IReadOnlyList<string?> Answers, string Rows)
{
    /// <summary>What the other editor may be renamed to.</summary>
    public const string AnotherName = "Another name of somebody";

    /// <summary>Columns that are made at random or count attempts.</summary>
    private static readonly string[] Random = ["RowVersion", "ConcurrencyStamp", "SecurityStamp", "PasswordHash", "Key", "Secret", "Hash", "Data", "CredentialId", "Kept", "Used"];

    public static async Task<Ending> OfAsync(InterleavingSite site, IEnumerable<Answer?> answers)
    {
        string Named(string text) => text.Replace(AnotherName, site.OtherEditor.Name, StringComparison.Ordinal);

        await using var db = site.Database();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            var columns = table.Columns.Where(c => !Random.Contains(c.Name) && (table.Name, c.Name) is not (("TryCounters", "Version" or "Cleared") or ("SignInFailures", "StaffId")) && !(c.Name == "Id" && IsNumbered(table.Name))).Select(c => c.Name).ToList();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT {string.Join(", ", columns.Select(c => $"\"{c}\""))} FROM \"{table.Name}\"";
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                lines.Add($"{table.Name}: {string.Join(", ", columns.Select((c, i) => $"{c} {Told(reader.GetValue(i))}"))}");
        }

        // Lines of the record name people as they were when the request came.
        lines = lines.ConvertAll(l => l.StartsWith("Staff:", StringComparison.Ordinal) ? l : Named(l));
        lines.Sort(StringComparer.Ordinal);
        return new([.. answers.Select(a => a is null ? null : Named($"{(int)a.Status} {a.Location} {a.Notice}"))], string.Join('\n', lines));
    }

    /// <summary>
    /// Whether what happened looks like this: the rows are the same, those who acted here were answered the same, and the others were not told
    /// that what they wanted is done.
    /// </summary>
    /// <param name="alone">The answer to each where nobody else does anything; null where that changes nothing.</param>
    public bool Explains(Ending what, IReadOnlyList<string?> alone) =>
        Rows == what.Rows && Enumerable.Range(0, Answers.Count).All(i => Answers[i] is { } told ? told == what.Answers[i] : alone[i] != what.Answers[i]);

    public Ending WithoutAnswer(int actor) => this with { Answers = [.. Answers.Select((a, i) => i == actor ? null : a)] };

    /// <summary>What stands in one of the two alone.</summary>
    public string Difference(Ending other)
    {
        var (a, b) = (Lines().ToList(), other.Lines().ToList());
        return string.Join('\n', a.Except(b).Select(l => "  < " + l).Concat(b.Except(a).Select(l => "  > " + l)));
    }

    private IEnumerable<string> Lines() => Answers.Select((a, i) => $"{i}: {a}").Concat(Rows.Split('\n'));

    /// <summary>Of rows of a form; made at random.</summary>
    [GeneratedRegex("\"Key\":\"[0-9a-f]{8}\",", RegexOptions.None, 10_000)]
    private static partial Regex KeyOfRow { get; }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d", RegexOptions.None, 10_000)]
    private static partial Regex Moment { get; }

    /// <summary>Of sessions and devices; made at random.</summary>
    [GeneratedRegex("^[0-9A-F]{32,64}$", RegexOptions.None, 10_000)]
    private static partial Regex Number { get; }

    /// <summary>Identity's, joined.</summary>
    [GeneratedRegex("^[0-9A-Z]{5}-[0-9A-Z]{5}(;[0-9A-Z]{5}-[0-9A-Z]{5})*$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex RecoveryCodes { get; }

    /// <summary>The key of somebody's telephone, one of its codes, or the second when that was used.</summary>
    [GeneratedRegex(@"^([A-Z2-7]{32}|\d{6}|\d{10})$", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex OfTelephone { get; }

    // People and entries are named by the numbers that they had before; whatever else is made gets its number in the order of the commits.
    private static bool IsNumbered(string table) => table is not ("Entries" or "Staff" or "Letters" or "MediaFiles");

    private static string Told(object value) => value switch
    {
        DBNull => "-",
        string text when text.StartsWith('{') => KeyOfRow.Replace(text, ""),
        string text when Moment.IsMatch(text) => "a moment",
        string text when Number.IsMatch(text) => "a number",
        string text when RecoveryCodes.IsMatch(text) => $"{text.Split(';').Length} recovery codes",
        string text when OfTelephone.IsMatch(text) => "a key or a code",
        byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
