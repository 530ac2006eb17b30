namespace CsmPartners.Web.Rendering.Maps;

/// <summary>How wide a text in the site's serif will be: the server has no font to measure with.</summary>
public static class TextWidth
{
    // Measured in CSM Serif of weight 600, each class at its widest; other fonts are about as wide.
    private static readonly (string Letters, double Ems)[] Classes =
    [
        (" ’'j,.:ilіIJІ-ft()·", 0.41),
        ("rsгзz–cсэeёеaаьә0123456789+ӘS", 0.58),
        ("gвЗvxбтхГұүҒoyуоя өkqFдкқdLлчbpEрЕuPБРЭhnTТһCСBYнпъВҰҮXийцХ", 0.7),
        ("ңКУЯҚARVАGЛKДЧҺDOQОӨNUФмПЦ", 0.8),
        ("ИЙHНҢыwжфюMшМщmЫЖ", 1),
    ];

    private const double Widest = 1.12;

    private static readonly Dictionary<char, double> Known = Classes.SelectMany(c => c.Letters.Distinct().Select(letter => (letter, c.Ems))).DistinctBy(l => l.letter).ToDictionary(l => l.letter, l => l.Ems);

    /// <returns>In ems.</returns>
    public static double Of(string text) => text.Sum(letter => Known.GetValueOrDefault(letter, Widest));
}
