using System.Text.RegularExpressions;
using CsmPartners.Texts;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Admin.Entries;

/// <summary>How a person calls a field of a document.</summary>
public static partial class FieldLabel
{
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["Note"] = "Edit.Note",
        ["Media"] = "Edit.Media",
        ["Countries"] = "Field.EventCountry",
        ["Participations"] = "Edit.With",
        ["Venues"] = "Edit.Where",
        ["Venues.PartnerId"] = "Field.VenuePartner",
        ["Venues.Partner"] = "Field.VenuePartner",
        ["Venues.Name"] = "Field.VenueName",
        ["Venues.City"] = "Field.City",
        ["Venues.Country"] = "Field.Country",
        ["Venues.From"] = "Field.From",
        ["Venues.Until"] = "Field.Until",
        ["People.Name"] = "Field.PersonName",
        ["People.Task"] = "Field.PersonTask",
        ["Participations.Partner"] = "Field.Partner",
        ["Participations.PartnerId"] = "Field.Partner",
        ["Participations.Role"] = "Field.Role",
        ["People"] = "Field.People",
        ["FormerNames"] = "Field.FormerNames",
        ["FormerNames.Name"] = "Field.Name",
        ["FormerNames.From"] = "Field.From",
        ["FormerNames.Until"] = "Field.Until",
        ["Media.Id"] = "Field.MediaFile",
        ["Media.Pick"] = "Field.MediaFile",
        ["PartOfId"] = "Field.PartOf",
    };

    /// <param name="path">Of a document or of a form: "People[0f3a].Name.Kk".</param>
    /// <returns>"People: name, қазақ тілі", and the language of the text where it has one.</returns>
    public static (string Words, Language? Language) Of(string path, Ui ui)
    {
        var language = Language.All.FirstOrDefault(l => path.EndsWith($".{l.Code}", StringComparison.OrdinalIgnoreCase));
        var bare = Brackets().Replace(language is null ? path : path[..^3], "");
        var key = Keys.GetValueOrDefault(bare, $"Field.{bare}");
        var word = ui.Has(key) ? ui[key] : bare;
        // A field of a row is called by its list too: there is more than one "from".
        if (bare.Split('.') is [not "Media" and var list, _] && Keys.TryGetValue(list, out var heading))
            word = $"{ui[heading]}: {word.ToLower(ui.Culture)}";
        return (language is null ? word : $"{word}, {language.Autonym}", language);
    }

    [GeneratedRegex(@"\[[^\]]*\]", RegexOptions.None, Patterns.Patience)]
    private static partial Regex Brackets();
}
