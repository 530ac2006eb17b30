using System.Text;

namespace CsmPartners.Web.Media.Pdf;

/// <summary>Finds the two numbers before the word "obj", read backwards, with spaces and comments between.</summary>
internal static class PdfHeaders
{
    /// <summary>Comments between the numbers of one header.</summary>
    private const int MostComments = 4;

    /// <summary>Of a line that is searched for a comment, in bytes.</summary>
    private const int LongestComment = 1000;

    /// <returns>The object's number; null where no object begins here.</returns>
    public static int? NumberBefore(byte[] bytes, int at)
    {
        foreach (var afterGeneration in Ends(bytes, at, MostComments))
        {
            if (StartOfNumber(bytes, afterGeneration) is not { } generation)
                continue;
            foreach (var afterNumber in Ends(bytes, generation, MostComments))
            {
                if (afterNumber < generation && StartOfNumber(bytes, afterNumber) is { } start)
                    return PdfParser.Whole(Encoding.ASCII.GetString(bytes, start, afterNumber - start)) ?? 0;
            }
        }

        return null;
    }

    /// <summary>Where something may end that only spaces and comments part from this place.</summary>
    private static IEnumerable<int> Ends(byte[] bytes, int at, int comments)
    {
        var isNewLine = false;
        while (at > 0 && PdfTokens.IsSpace(bytes[at - 1]))
            isNewLine |= bytes[--at] is 10 or 13;
        yield return at;
        if (!isNewLine || comments == 0)
            yield break;
        // Any percent sign of the line may begin the comment.
        for (var sign = at - 1; sign >= Math.Max(0, at - LongestComment) && bytes[sign] is not (10 or 13); sign--)
        {
            if (bytes[sign] != '%')
                continue;
            foreach (var end in Ends(bytes, sign, comments - 1))
                yield return end;
        }
    }

    private static int? StartOfNumber(byte[] bytes, int end)
    {
        var start = end;
        while (start > 0 && bytes[start - 1] is (>= (byte)'0' and <= (byte)'9') or (byte)'+' or (byte)'-' or (byte)'.')
            start--;
        return start < end ? start : null;
    }
}
