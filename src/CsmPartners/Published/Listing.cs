using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace CsmPartners.Published;

/// <summary>Entries in reading order, with everything needed to narrow them and to count what each further choice would show.</summary>
public sealed class Listing<T> where T : notnull
{
    private readonly T[] entries;
    private readonly int[] subjects;
    private readonly FacetIndex[] facets;
    private readonly Lazy<Matches<T>> everything;
    private readonly ConcurrentDictionary<(string, string), Matches<T>> ofOneChoice = new();

    /// <param name="subject">
    /// What is listed, where it has several entries, each with values of its own that belong together: a partner with its exhibition in
    /// 2014 and its training in 2010. They stand together in the order. A subject is found, and counts for a value, once.
    /// </param>
    public Listing(IEnumerable<T> inOrder, IEnumerable<Facet<T>> facets, Func<T, object>? subject = null)
    {
        entries = [.. inOrder];
        subjects = Number(subject);
        this.facets = [.. facets.Select(facet => new FacetIndex(facet, entries))];
        FacetNames = Array.ConvertAll(this.facets, f => f.Name);
        everything = new(() => Count(Filter.None));
    }

    public IReadOnlyList<T> Entries => entries;

    public IReadOnlyList<string> FacetNames { get; }

    public bool HasFacet(string name) => facets.Any(f => f.Name == name);

    /// <summary>Whether the list knows every value chosen.</summary>
    public bool Knows(Filter filter) => filter.Values.All(v => Knows(v.Facet, v.Value));

    public bool Knows(string facet, string value) => facets.Any(f => f.Name == facet && f.Knows(value));

    /// <summary>What all visitors ask for, everything or one value of the list's own, is counted once.</summary>
    public Matches<T> Find(Filter filter) =>
        filter.IsEmpty ? everything.Value
        : filter.Only is { } only ? ofOneChoice.GetValueOrDefault(only) ?? (Knows(filter) ? ofOneChoice.GetOrAdd(only, Count(filter)) : Count(filter))
        : Count(filter);

    /// <param name="among">Which of the entries, by their places, in the order in which they are to be shown.</param>
    public Matches<T> Find(Filter filter, IEnumerable<int> among) => Count(filter, among);

    private Matches<T> Count(Filter filter) => Count(filter, Enumerable.Range(0, entries.Length));

    // One pass: an entry that fails just one facet still counts for the other values of that facet.
    private Matches<T> Count(Filter filter, IEnumerable<int> among)
    {
        var wanted = Array.ConvertAll(facets, f => f.Wanted(filter));
        var counts = Array.ConvertAll(facets, f => new int[f.Values.Length]);
        var counted = Array.ConvertAll(facets, f => new int[f.Values.Length]);
        var found = new List<T>();
        var last = 0;
        foreach (var entry in among)
        {
            var failed = -1;
            var failures = 0;
            for (var f = 0; f < facets.Length && failures < 2; f++)
            {
                if (wanted[f] is { } values && !facets[f].HasAny(entry, values))
                {
                    failed = f;
                    failures++;
                }
            }

            if (failures == 0 && subjects[entry] != last)
            {
                found.Add(entries[entry]);
                last = subjects[entry];
            }

            for (var f = 0; f < facets.Length && failures < 2; f++)
            {
                if (failures == 0 || failed == f)
                    facets[f].CountIn(entry, subjects[entry], counts[f], counted[f]);
            }
        }

        return new Matches<T>(
            found,
            facets.Select((f, i) => (f.Name, f.Values.Select((v, n) => new FacetCount(v, counts[i][n])).ToArray()))
                .ToFrozenDictionary(f => f.Name, f => (IReadOnlyList<FacetCount>)f.Item2));
    }

    // From 1, in order.
    private int[] Number(Func<T, object>? subject)
    {
        var numbers = new int[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var isNext = subject is null || i == 0 || subject(entries[i]) != subject(entries[i - 1]);
            numbers[i] = (i == 0 ? 0 : numbers[i - 1]) + (isNext ? 1 : 0);
        }

        return numbers;
    }

    /// <summary>The values of one facet, numbered, and the numbers that each entry has.</summary>
    private sealed class FacetIndex
    {
        private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        private readonly int[][] ofEntries;

        public FacetIndex(Facet<T> facet, T[] entries)
        {
            Name = facet.Name;
            var ofFacet = Array.ConvertAll(entries, facet.NumbersOf);
            // A list knows the values of its own entries and no others.
            var here = new int[facet.Values.Count];
            Array.Fill(here, -1);
            ofEntries = Array.ConvertAll(ofFacet, of => Array.ConvertAll(of, number => here[number] < 0 ? here[number] = Number(facet.Values[number]) : here[number]));
            Values = [.. numbers.Keys];
        }

        public string Name { get; }

        public string[] Values { get; }

        public bool Knows(string value) => numbers.ContainsKey(value);

        /// <summary>Null: no choice made, every entry passes. A value that no entry has is in no entry's list.</summary>
        public bool[]? Wanted(Filter filter)
        {
            if (!filter.Has(Name))
                return null;
            var wanted = new bool[Values.Length];
            foreach (var (facet, value) in filter.Values)
            {
                if (facet == Name && numbers.TryGetValue(value, out var number))
                    wanted[number] = true;
            }

            return wanted;
        }

        public bool HasAny(int entry, bool[] wanted) => Array.Exists(ofEntries[entry], number => wanted[number]);

        /// <param name="counted">The subject that each value was last counted for.</param>
        public void CountIn(int entry, int subject, int[] counts, int[] counted)
        {
            foreach (var number in ofEntries[entry])
            {
                if (counted[number] == subject)
                    continue;
                counted[number] = subject;
                counts[number]++;
            }
        }

        private int Number(string value)
        {
            numbers.Add(value, numbers.Count);
            return numbers.Count - 1;
        }
    }
}

/// <summary>What a filter found, in reading order, and for every facet the count of each value beside the other facets' choices.</summary>
public sealed record Matches<T>(IReadOnlyList<T> Entries, FrozenDictionary<string, IReadOnlyList<FacetCount>> Facets)
{
    public int Count => Entries.Count;
}
