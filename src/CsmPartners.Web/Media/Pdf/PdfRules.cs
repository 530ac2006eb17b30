namespace CsmPartners.Web.Media.Pdf;

/// <summary>
/// What a document may not do: run script, start programs, open or send other files, carry files, play media, act by itself when it is
/// opened. Links to web addresses and within the document may stand.
/// </summary>
internal sealed class PdfRules
{
    /// <summary>Keys that lead to actions or to files. AA: additional actions; EF: embedded files.</summary>
    private static readonly HashSet<string> Keys = ["AA", "EF", "EmbeddedFiles", "JavaScript", "JS", "RichMediaContent", "RichMediaSettings", "XFA"];

    /// <summary>Kinds of actions, annotations and streams.</summary>
    private static readonly HashSet<string> Names =
    [
        "EmbeddedFile", "FileAttachment", "GoTo3DView", "GoToE", "GoToR", "ImportData", "JavaScript", "Launch", "Movie", "Rendition", "ResetForm",
        "RichMedia", "RichMediaExecute", "Sound", "SubmitForm",
    ];

    /// <summary>Dictionaries whose keys are names that the producer chose, such as those of its fonts.</summary>
    private static readonly HashSet<string> OfProducers = ["CharProcs", "ColorSpace", "ExtGState", "Font", "Pattern", "Properties", "Shading", "XObject"];

    private readonly HashSet<int> doneOnOpening = [];
    private readonly HashSet<int> moreThanPlaces = [];

    /// <param name="number">Of the object; null for a trailer.</param>
    /// <exception cref="PdfException">It is refused.</exception>
    public void Inspect(PdfObject found, int? number)
    {
        Inspect(found, key: "");
        if (number is { } own && !IsPlace(found))
            moreThanPlaces.Add(own);
    }

    /// <summary>What a document does when it is opened may stand in an object of its own, before or after it.</summary>
    public void InspectOpening()
    {
        if (doneOnOpening.Overlaps(moreThanPlaces))
            throw new PdfException(MediaRefusal.Active);
    }

    private void Inspect(PdfObject found, string key)
    {
        switch (found)
        {
            case PdfName name when Names.Contains(name.Name):
                throw new PdfException(MediaRefusal.Active);
            case PdfArray array:
                foreach (var item in array.Items)
                    Inspect(item, key: "");
                break;
            case PdfDictionary dictionary:
                InspectKeys(dictionary, key);
                foreach (var (of, value) in dictionary.Pairs)
                    Inspect(value, of);
                foreach (var item in dictionary.Loose)
                    Inspect(item, key: "");
                break;
        }
    }

    private void InspectKeys(PdfDictionary dictionary, string key)
    {
        if (dictionary.Has("Encrypt"))
            throw new PdfException(MediaRefusal.Encrypted);
        if (!OfProducers.Contains(key) && Keys.Any(dictionary.Has))
            throw new PdfException(MediaRefusal.Active);
        foreach (var (_, opening) in dictionary.Pairs.Where(p => p.Key == "OpenAction"))
        {
            if (opening is PdfReference reference)
                doneOnOpening.Add(reference.Number);
            else if (!IsPlace(opening))
                throw new PdfException(MediaRefusal.Active);
        }
    }

    // A page and a part of it, by itself or in an action that only goes there. Null stands for nothing.
    private static bool IsPlace(PdfObject found) => found switch
    {
        PdfArray or PdfOther => true,
        PdfDictionary { Loose: [] } action => action.Pairs.All(p => p.Key != "S" || p.Value is PdfName { Name: "GoTo" }) && !action.Has("Next"),
        _ => false,
    };
}
