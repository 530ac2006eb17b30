using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CsmPartners.Revisions;
using CsmPartners.Staff;
using CsmPartners.Texts;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CsmPartners.Web.Admin.Settings;

public sealed class SettingsForm
{
    public TypedText Name { get; set; } = new();

    public TypedText ShortName { get; set; } = new();

    public TypedText SiteTitle { get; set; } = new();

    public TypedText Notice { get; set; } = new();

    public TypedText City { get; set; } = new();

    public string? Country { get; set; }

    public string? Latitude { get; set; }

    public string? Longitude { get; set; }

    public string? Website { get; set; }

    public string? SecondFactorFrom { get; set; }

    public string? LettersTo { get; set; }

    /// <summary>The settings as the form showed them when it was opened, as JSON.</summary>
    [JsonIgnore]
    public string? Seen { get; set; }

    public static SettingsForm Of(Museum museum, DeskSettings desk)
    {
        var form = FieldsOf(museum, desk);
        form.Seen = Tree(form).ToJsonString();
        return form;
    }

    /// <summary>
    /// What was typed together with what others have saved since the form was opened. A setting that both changed stays as typed, with
    /// a message in <paramref name="state"/>; sent again, it prevails.
    /// </summary>
    public SettingsForm MergedWith(SettingsForm now, ModelStateDictionary state, Ui ui)
    {
        var merge = Merge.Of(Tree(SeenOrNone()), Tree(now), Tree(this));
        foreach (var clash in merge.Clashes)
            state.AddModelError(clash.Path, ui.Format("Settings.Clash", clash.Theirs.Length > 0 ? clash.Theirs : ui["Clash.Empty"]));
        var merged = merge.Result.Deserialize<SettingsForm>()!;
        merged.Seen = now.Seen;
        return merged;
    }

    private SettingsForm SeenOrNone()
    {
        try
        {
            return JsonSerializer.Deserialize<SettingsForm>(Seen ?? "{}") ?? new();
        }
        catch (JsonException)
        {
            return new();
        }
    }

    /// <summary>In one spelling, whatever a browser makes of blanks and line ends.</summary>
    private static JsonObject Tree(SettingsForm form)
    {
        var tree = (JsonObject)JsonSerializer.SerializeToNode(form)!;
        foreach (var (name, value) in tree.ToList())
        {
            if (value is JsonObject text)
                text.ToList().ForEach(t => text[t.Key] = Tidy(t.Value));
            else
                tree[name] = Tidy(value);
        }

        return tree;
    }

    private static string Tidy(JsonNode? value) => (value?.GetValue<string>() ?? "").Trim().ReplaceLineEndings("\n");

    private static SettingsForm FieldsOf(Museum museum, DeskSettings desk) => new()
    {
        Name = TypedText.Of(museum.Name),
        ShortName = TypedText.Of(museum.ShortName),
        SiteTitle = TypedText.Of(museum.SiteTitle),
        Notice = TypedText.Of(museum.Notice),
        City = TypedText.Of(museum.City),
        Country = museum.Country,
        Latitude = museum.Latitude.ToString(CultureInfo.InvariantCulture),
        Longitude = museum.Longitude.ToString(CultureInfo.InvariantCulture),
        Website = museum.Website,
        SecondFactorFrom = desk.SecondFactorFrom?.ToString() ?? "",
        LettersTo = desk.LettersTo,
    };

    /// <summary>Writes what was typed into the rows; what is wrong with it stands in <paramref name="state"/>, and then nothing may be saved.</summary>
    public void Apply(Museum museum, DeskSettings desk, ModelStateDictionary state, Ui ui)
    {
        museum.Name = Text(nameof(Name), Name, 300);
        museum.ShortName = Text(nameof(ShortName), ShortName, 100);
        museum.SiteTitle = Text(nameof(SiteTitle), SiteTitle, 200);
        museum.Notice = Text(nameof(Notice), Notice, 500, required: false);
        museum.City = Text(nameof(City), City, 100);
        museum.Country = (Country ?? "").Trim().ToUpperInvariant();
        if (CsmPartners.Country.Find(museum.Country) is null)
            state.AddModelError(nameof(Country), ui["Line.Choose"]);
        museum.Latitude = Degrees(nameof(Latitude), Latitude, 90);
        museum.Longitude = Degrees(nameof(Longitude), Longitude, 180);
        museum.Website = state.Check(ui, nameof(Website), Website, 500);
        if (museum.Website.Length > 0 && !WebAddress.IsOne(museum.Website))
            state.AddModelError(nameof(Website), ui["Settings.Website.Wrong"]);
        desk.SecondFactorFrom = StaffRoles.Find(SecondFactorFrom);
        if (desk.SecondFactorFrom is null && !string.IsNullOrEmpty(SecondFactorFrom))
            state.AddModelError(nameof(SecondFactorFrom), ui["Line.Choose"]);
        desk.LettersTo = LettersTo?.Trim() ?? "";
        if (desk.LettersTo.Length > 0 && !EmailAddress.IsOne(desk.LettersTo))
            state.AddModelError(nameof(LettersTo), ui["Account.Email.Wrong"]);

        LocalizedText Text(string field, TypedText? typed, int length, bool required = true) => new(
            state.Check(ui, $"{field}.Kk", typed?.Kk, length, required),
            state.Check(ui, $"{field}.Ru", typed?.Ru, length, required),
            state.Check(ui, $"{field}.En", typed?.En, length, required));

        double Degrees(string field, string? typed, double most)
        {
            // A comma is the decimal sign in two of the three languages.
            if (double.TryParse(typed?.Trim().Replace(',', '.'), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most)
                return degrees;
            state.AddModelError(field, ui.Format("Settings.Degrees.Wrong", -most, most));
            return 0;
        }
    }
}
