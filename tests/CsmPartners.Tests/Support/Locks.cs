using CsmPartners.Tests.Interleavings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CsmPartners.Tests.Support;

/// <summary>
/// What a transaction at the level read committed would hold and wait for on SQL Server, by table. Rows that it changed or deleted are held until
/// it ends, and so is the key of a row that it added, against others that add the same; a row that is asked for is waited for, and so is the one
/// that a foreign key names.
/// </summary>
internal sealed class Locks(IModel model)
{
    /// <summary>They belong to one entry each, and go with the lock of its row.</summary>
    private static readonly string[] OfEntries = ["Participations", "PublicationRecords", "Redirects", "Revisions", "WorkingCopies"];

    private const string Gate = "Entries";

    private readonly SortedDictionary<(string Held, string Wanted), string> orders = [];

    /// <summary>Transactions that held something of an entry and asked for more before they had the entry's own row.</summary>
    public List<string> WithoutGate { get; } = [];

    /// <summary>Of each circle in which transactions could wait for each other: what they hold and want, and one that does so.</summary>
    public IReadOnlyList<string> Circles
    {
        get
        {
            var left = orders.Keys.ToHashSet();
            while (left.RemoveWhere(o => !left.Any(other => other.Held == o.Wanted) || !left.Any(other => other.Wanted == o.Held)) > 0)
            {
            }

            return [.. left.Order().Select(o => $"{o.Held}, then {o.Wanted}: {orders[o]}")];
        }
    }

    public void Add(IReadOnlyList<string> commands)
    {
        var told = string.Join("; ", commands.Select(Footprints.Summary));
        var held = new HashSet<string>(StringComparer.Ordinal);
        var isGated = false;
        foreach (var (verb, table) in commands.SelectMany(Touched))
        {
            foreach (var (wanted, isKept) in Of(verb, table))
            {
                // More rows of the same table are taken in the order of their keys, and an entry's with the entry.
                if (!held.Contains(wanted) && !(isGated && IsOfEntry(wanted)))
                    Want(wanted, held, isGated, told);
                if (isKept)
                    held.Add(wanted);
            }

            isGated |= table == Gate && verb != "SELECT";
        }
    }

    private void Want(string wanted, HashSet<string> held, bool isGated, string told)
    {
        if (!isGated && held.Any(h => OfEntries.Contains(Table(h))))
            WithoutGate.Add(told);
        foreach (var before in held)
            orders.TryAdd((before, wanted), told);
    }

    private IEnumerable<(string Wanted, bool IsKept)> Of(string verb, string table)
    {
        var types = model.GetEntityTypes().Where(t => t.GetTableName() == table).ToList();
        return verb switch
        {
            "SELECT" => [(Rows(table), false), (Keys(table), false)],
            "UPDATE" => [(Rows(table), true)],
            // First the row, then what its foreign keys name. Nobody else adds the same key where the database gives the number.
            "INSERT" => types.TrueForAll(IsNumbered) ? Named(types, table) : [(Keys(table), true), .. Named(types, table)],
            _ => [(Rows(table), true), (Keys(table), true), .. Dependents(types, table)],
        };
    }

    private static bool IsNumbered(IEntityType type) =>
        type.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd }] && !type.GetIndexes().Any(i => i.IsUnique);

    private static IEnumerable<(string Wanted, bool IsKept)> Named(IEnumerable<IEntityType> types, string table) =>
        types.SelectMany(t => t.GetForeignKeys()).Select(k => k.PrincipalEntityType.GetTableName()!).Where(t => t != table).Distinct().Select(t => (Rows(t), false));

    private static IEnumerable<(string Wanted, bool IsKept)> Dependents(IEnumerable<IEntityType> types, string table) =>
        types.SelectMany(t => t.GetReferencingForeignKeys()).Select(k => k.DeclaringEntityType.GetTableName()!).Where(t => t != table).Distinct().SelectMany(t => new[] { (Rows(t), false), (Keys(t), false) });

    private static IEnumerable<(string Verb, string Table)> Touched(string sql)
    {
        var summary = Footprints.Summary(sql);
        return summary.StartsWith("SELECT ", StringComparison.Ordinal)
            ? summary["SELECT ".Length..].Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(table => ("SELECT", table))
            : summary.Split(", ").Select(part => part.Split(' ')).Select(part => (part[0].ToUpperInvariant(), part[1]));
    }

    private static bool IsOfEntry(string locked) => Table(locked) is Gate || OfEntries.Contains(Table(locked));

    private static string Rows(string table) => table;

    private static string Keys(string table) => $"{table} (new)";

    private static string Table(string locked) => locked.Split(' ')[0];
}
