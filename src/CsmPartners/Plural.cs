namespace CsmPartners;

/// <summary>CLDR's plural categories that Kazakh, Russian and English use.</summary>
public enum PluralForm
{
    One,
    Few,
    Many,
    Other,
}

/// <summary>CLDR's rules for whole numbers.</summary>
public static class Plural
{
    public static PluralForm Of(Language language, long number)
    {
        var n = Math.Abs(number);
        if (language != Language.Ru)
            return n == 1 ? PluralForm.One : PluralForm.Other;
        return (n % 10, n % 100) switch
        {
            (1, not 11) => PluralForm.One,
            ( >= 2 and <= 4, not (>= 12 and <= 14)) => PluralForm.Few,
            _ => PluralForm.Many,
        };
    }
}
