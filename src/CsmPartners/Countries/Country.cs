using System.Collections.Frozen;
using System.Text.Json;

namespace CsmPartners;

/// <summary>A country or territory of ISO 3166-1. Names from Unicode CLDR, with the usage of Kazakhstan where it differs.</summary>
/// <param name="Code">Alpha-2, upper case.</param>
public sealed record Country(string Code, LocalizedText Name)
{
    private static readonly FrozenDictionary<string, Country> ByCode = Read().ToFrozenDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyCollection<Country> All => ByCode.Values;

    public static Country? Find(string code) => ByCode.GetValueOrDefault(code);

    private static IEnumerable<Country> Read()
    {
        using var file = typeof(Country).Assembly.GetManifestResourceStream("CsmPartners.Countries.country-names.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, LocalizedText>>(file, JsonSerializerOptions.Web)!
            .Select(c => new Country(c.Key, c.Value));
    }
}
