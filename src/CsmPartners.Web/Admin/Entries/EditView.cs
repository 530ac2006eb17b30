using CsmPartners.Forms;

namespace CsmPartners.Web.Admin.Entries;

/// <summary>What the views of the form can say.</summary>
public abstract class EditView<TModel> : DeskView<TModel>
{
    /// <summary>The values of an enumeration with their words.</summary>
    protected IEnumerable<(string Value, string Word)> Values<TEnum>() where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().Select(v => (v.ToString(), Ui.Of(v)));

    protected IEnumerable<(string Value, string Word)> Countries() =>
        Country.All.Select(c => (c.Code, Plain(c.Name))).OrderBy(c => c.Item2, Language.Comparer);

    protected IReadOnlyList<string> Errors(string name) => ViewContext.ViewData.ModelState.Of(name);

    /// <summary>For <c>aria-describedby</c>: the notes that stand under a field; null where there are none.</summary>
    /// <param name="hint">The id of its word of help.</param>
    protected string? DescribedBy(EditPage page, string name, string? hint)
    {
        var id = Field.IdOf(name);
        var parts = new List<string>();
        if (hint is not null)
            parts.Add(hint);
        if (Errors(name).Count > 0)
            parts.Add($"{id}-error");
        if (page.Clashes.ContainsKey(name))
            parts.Add($"{id}-clash");
        return parts.Count == 0 ? null : string.Join(' ', parts);
    }

    protected string? Invalid(string name) => Errors(name).Count > 0 ? "true" : null;

    /// <summary>The rows filled so far and the empty ones that follow.</summary>
    protected static IEnumerable<(int Index, T Row)> Rows<T>(EditPage page, string list, IReadOnlyList<T> filled) where T : new() =>
        Enumerable.Range(0, page.RowsOf(list, filled.Count)).Select(i => (i, i < filled.Count ? filled[i] : new T()));
}
