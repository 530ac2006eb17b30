using System.Runtime.InteropServices;

namespace CsmPartners.Published;

/// <summary>One way to narrow lists: its name in addresses, and the values that an entry has for it (in the spelling of addresses).</summary>
/// <remarks>Each entry is asked once, however many lists it stands in. Lists are to be made one after another.</remarks>
public sealed class Facet<T>(string name, Func<T, IEnumerable<string>> valuesOf) where T : notnull
{
    private readonly Dictionary<T, int[]> numbersOf = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<string> values = [];
    private readonly List<int> found = [];

    public string Name => name;

    /// <summary>Of all entries asked so far, by their numbers.</summary>
    internal IReadOnlyList<string> Values => values;

    internal int[] NumbersOf(T entry)
    {
        if (numbersOf.TryGetValue(entry, out var known))
            return known;
        found.Clear();
        foreach (var value in valuesOf(entry))
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, value, out var isKnown);
            if (!isKnown)
            {
                number = values.Count;
                values.Add(value);
            }

            if (!found.Contains(number))
                found.Add(number);
        }

        return numbersOf[entry] = [.. found];
    }
}

/// <summary>A value that visitors can choose, and how many entries the list would show with it.</summary>
public readonly record struct FacetCount(string Value, int Count);
