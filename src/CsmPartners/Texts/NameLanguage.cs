namespace CsmPartners.Texts;

/// <summary>The language of a name of which only the letters are known.</summary>
public static class NameLanguage
{
    /// <returns>As in an element's <c>lang</c>: null for the page's own, empty for one that its letters do not tell.</returns>
    public static string? Guess(string name, Language page)
    {
        if (Letters.HasKazakh(name))
            return page == Language.Kk ? null : Language.Kk.Code;
        var isCyrillic = name.Any(Letters.IsCyrillic);
        return isCyrillic != name.Any(Letters.IsLatin) && isCyrillic == (page == Language.En) ? "" : null;
    }
}
