using System.Security.Cryptography;

namespace CsmPartners.Forms;

/// <summary>A row of a form's list.</summary>
public interface IKeyed
{
    /// <summary>Names the row from one revision to the next, wherever it stands in the list.</summary>
    string Key { get; set; }

    bool IsEmpty { get; }
}

internal static class Keys
{
    public static string New() => RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Without the rows left empty; rows that are new, or that were posted twice, get a name of their own.</summary>
    public static List<T> Settle<T>(List<T> rows) where T : IKeyed
    {
        var settled = rows.Where(r => !r.IsEmpty).ToList();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in settled)
        {
            if (row.Key.Length is 0 or > 16 || !row.Key.All(char.IsAsciiHexDigitLower) || !known.Add(row.Key))
                known.Add(row.Key = New());
        }

        return settled;
    }
}
