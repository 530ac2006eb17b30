using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CsmPartners.Tests.Interleavings;

/// <summary>What a step reads and writes: one bit per table for its rows and one for which rows there are (foreign keys ask only that).</summary>
internal readonly record struct Footprint(UInt128 Read, UInt128 Written)
{
    /// <summary>Of a command that cannot be read.</summary>
    public static Footprint Everything { get; } = new(UInt128.MaxValue, UInt128.MaxValue);

    public bool Writes => Written != 0;

    /// <summary>Whether the order of two steps of different actors can make a difference.</summary>
    public bool DependsOn(Footprint other) => (Written & (other.Read | other.Written)) != 0 || (Read & other.Written) != 0;

    public static Footprint operator |(Footprint one, Footprint other) => new(one.Read | other.Read, one.Written | other.Written);
}

/// <summary>
/// Reads the footprint of a command from its text. It may name more tables than the command touches, never fewer: every word that is
/// a table's name counts as read, and a command of an unknown kind touches everything.
/// </summary>
internal sealed partial class Footprints
{
    private readonly Dictionary<string, int> tables;
    private readonly UInt128[] principals;
    private readonly UInt128[] dependents;
    private readonly Footprint[] cascades;
    private readonly ConcurrentDictionary<string, Footprint> known = new(StringComparer.Ordinal);

    public Footprints(IModel model)
    {
        var types = model.GetEntityTypes().Where(t => t.GetTableName() is not null).ToList();
        tables = types.Select(t => t.GetTableName()!).Distinct(StringComparer.OrdinalIgnoreCase).Index().ToDictionary(t => t.Item, t => t.Index, StringComparer.OrdinalIgnoreCase);
        Assert.True(tables.Count <= 64, "A footprint holds 64 tables");
        (principals, dependents, cascades) = (new UInt128[tables.Count], new UInt128[tables.Count], new Footprint[tables.Count]);
        foreach (var key in types.SelectMany(t => t.GetForeignKeys()))
        {
            if (key.PrincipalEntityType.GetTableName() is not { } to || key.DeclaringEntityType.GetTableName() is not { } from)
                continue;
            principals[tables[from]] |= Existence(tables[to]);
            dependents[tables[to]] |= Rows(tables[from]);
            if (key.DeleteBehavior is DeleteBehavior.Cascade or DeleteBehavior.SetNull)
                cascades[tables[to]] |= new Footprint(0, Rows(tables[from]) | Existence(tables[from]));
        }
    }

    public Footprint Of(string sql) => known.GetOrAdd(sql, Parse);

    /// <summary>"UPDATE Staff", for whoever reads an order.</summary>
    public static string Summary(string sql)
    {
        var writes = Write().Matches(sql).Select(m => $"{m.Groups["verb"].Value.Split(' ')[0]} {m.Groups["table"].Value}").ToList();
        return writes.Count > 0 ? string.Join(", ", writes) : $"SELECT {string.Join(", ", Source().Matches(sql).Select(m => m.Groups["table"].Value).Distinct(StringComparer.Ordinal))}";
    }

    private Footprint Parse(string sql)
    {
        if (!Kind().IsMatch(sql))
            return Footprint.Everything;
        var read = default(UInt128);
        foreach (var word in Word().EnumerateMatches(sql))
        {
            if (tables.TryGetValue(sql.Substring(word.Index, word.Length), out var table))
                read |= Rows(table);
        }

        var footprint = new Footprint(read, 0);
        foreach (Match write in Write().Matches(sql))
        {
            if (!tables.TryGetValue(write.Groups["table"].Value, out var table))
                return Footprint.Everything;
            footprint |= write.Groups["verb"].Value[0] is 'D' or 'd'
                ? cascades[table] | new Footprint(dependents[table], Rows(table) | Existence(table))
                : new Footprint(principals[table], write.Groups["verb"].Value[0] is 'U' or 'u' ? Rows(table) : Rows(table) | Existence(table));
        }

        return footprint;
    }

    private static UInt128 Rows(int table) => UInt128.One << table;

    private static UInt128 Existence(int table) => UInt128.One << (table + 64);

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kind();

    [GeneratedRegex(@"\w+", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?<verb>INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|(?<!\bDO\s+)UPDATE|DELETE\s+FROM)\s+[""\[`]?(?<table>\w+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Write();

    [GeneratedRegex(@"\b(FROM|JOIN)\s+[""\[`](?<table>\w+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Source();
}
