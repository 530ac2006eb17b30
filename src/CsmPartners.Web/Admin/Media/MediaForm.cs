using System.Globalization;
using CsmPartners.Media;
using CsmPartners.Texts;
using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Admin.Media;

/// <summary>What may be said of a file. All of it is bound as text, so that whatever is typed can be shown again.</summary>
public sealed class MediaForm
{
    public TextForm Title { get; set; } = new();
    public TextForm Alt { get; set; } = new();
    public TextForm Credit { get; set; } = new();
    public TextForm Licence { get; set; } = new();

    /// <summary>"yes" where ticked.</summary>
    public string? Decorative { get; set; }

    /// <summary>Percent of the width, from the left.</summary>
    public string? FocalX { get; set; }

    /// <summary>Percent of the height, from the top.</summary>
    public string? FocalY { get; set; }

    public static MediaForm Of(MediaFile file) => new()
    {
        Title = TextForm.Of(file.Title),
        Alt = TextForm.Of(file.Alt),
        Credit = TextForm.Of(file.Credit),
        Licence = TextForm.Of(file.Licence),
        Decorative = file.IsDecorative ? "yes" : null,
        FocalX = Percent(file.FocalX),
        FocalY = Percent(file.FocalY),
    };

    public IEnumerable<(string Field, string Error)> Errors(Ui ui)
    {
        foreach (var (name, text, length) in new[]
        {
            (nameof(Title), Title.ToText(), MediaFile.TitleLength),
            (nameof(Alt), Alt.ToText(), MediaFile.AltLength),
            (nameof(Credit), Credit.ToText(), MediaFile.CreditLength),
            (nameof(Licence), Licence.ToText(), MediaFile.LicenceLength),
        })
        {
            foreach (var (language, words) in new[] { (nameof(text.Kk), text.Kk), (nameof(text.Ru), text.Ru), (nameof(text.En), text.En) })
            {
                if (words.Length > length)
                    yield return ($"{name}.{language}", ui.Format("Media.TooLong", length, words.Length));
                else if (TextRules.Problem(words) is { } finding)
                    yield return ($"{name}.{language}", ui.Format("Media.NoText", finding.Near));
            }
        }

        if (Share(FocalX) is null)
            yield return (nameof(FocalX), ui["Media.NotPercent"]);
        if (Share(FocalY) is null)
            yield return (nameof(FocalY), ui["Media.NotPercent"]);
    }

    public void Apply(MediaFile file)
    {
        file.Title = Title.ToText();
        file.Alt = Alt.ToText();
        file.Credit = Credit.ToText();
        file.Licence = Licence.ToText();
        file.IsDecorative = Decorative == "yes";
        file.FocalX = Share(FocalX) ?? 0.5;
        file.FocalY = Share(FocalY) ?? 0.5;
    }

    private static string Percent(double share) => Math.Round(share * 100).ToString(CultureInfo.InvariantCulture);

    // A form without the fields, as documents have it, means the middle.
    private static double? Share(string? percent) =>
        percent is null ? 0.5
        : int.TryParse(percent, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number <= 100 ? number / 100.0
        : null;
}
