using System.Globalization;

namespace CsmPartners.Web.Site.Citations;

/// <summary>A citation as reference managers read it: one line for each field. A citation's texts have no line breaks, so that none can begin a field of its own.</summary>
internal static class Ris
{
    public const string MediaType = "application/x-research-info-systems; charset=utf-8";

    public static string Of(Citation citation) => string.Concat(
        new (string Tag, string Value)[]
        {
            ("TY", "ELEC"),
            ("AU", citation.Author),
            ("TI", citation.Title.Text),
            ("T2", citation.Site),
            ("PY", citation.Changed.Year.ToString(CultureInfo.InvariantCulture)),
            ("DA", Day(citation.Changed)),
            ("UR", citation.Address),
            ("Y2", Day(citation.Accessed)),
            ("LA", citation.Language.Code),
            ("ER", ""),
        }.Select(line => $"{line.Tag}  - {line.Value}\r\n"));

    private static string Day(DateOnly day) => day.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture);
}
