using CsmPartners.Entries;
using CsmPartners.Media;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CsmPartners.Web.Admin.Media;

public sealed class MediaFilePage : DeskPage
{
    public required MediaFile File { get; init; }

    public required MediaForm Form { get; init; }

    /// <summary>Entries that show it, published or at the desk.</summary>
    public required IReadOnlyList<Entry> Users { get; init; }

    /// <summary>One text in three languages, side by side.</summary>
    public MediaTextPart Text(string name, string label, TextForm text, int length, ModelStateDictionary state) => new(this, name, label, text, length, state);
}

/// <param name="Name">Of the form's property.</param>
/// <param name="Length">Most UTF-16 units of one language's text.</param>
public sealed record MediaTextPart(MediaFilePage Page, string Name, string Label, TextForm Text, int Length, ModelStateDictionary State)
{
    public string Field(Language language) => $"{Name}.{char.ToUpperInvariant(language.Code[0])}{language.Code[1]}";

    public string? Error(Language language) => State[Field(language)]?.Errors.FirstOrDefault()?.ErrorMessage;
}
