using System.Collections.Frozen;
using System.Text.Json;

namespace CsmPartners;

/// <summary>A country or territory of ISO 3166-1. Names from Unicode CLDR, with the usage of Kazakhstan where it differs.</summary>
/// <param name="Code">Alpha-2, upper case.</param>
/// <param name="Capital">Latitude and longitude of the capital to a tenth of a degree (general knowledge); null where the table has none.</param>
public sealed record Country(string Code, LocalizedText Name, (double Latitude, double Longitude)? Capital)
{
    private static readonly FrozenDictionary<string, Country> ByCode = Read().ToFrozenDictionary(c => c.Code, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyCollection<Country> All => ByCode.Values;

    public static Country? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    private static IEnumerable<Country> Read()
    {
        var capitals = Read<double[]>("capitals");
        return Read<LocalizedText>("country-names").Select(c => new Country(c.Key, c.Value, capitals.GetValueOrDefault(c.Key) is [var latitude, var longitude] ? (latitude, longitude) : null));
    }

    private static Dictionary<string, T> Read<T>(string table)
    {
        using var file = typeof(Country).Assembly.GetManifestResourceStream($"CsmPartners.Countries.{table}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, T>>(file, JsonSerializerOptions.Web)!;
    }
}
