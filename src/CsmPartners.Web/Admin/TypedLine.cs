using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using CsmPartners.Web.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using MimeKit;

namespace CsmPartners.Web.Admin;

/// <summary>One line that somebody typed, judged for what it is to become.</summary>
internal static class TypedLine
{
    /// <summary>The text without the spaces around it; what is wrong with it stands beside its field.</summary>
    public static string Check(this ModelStateDictionary state, Ui ui, string field, string? typed, int length, bool required = true)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length == 0 && required)
            state.AddModelError(field, ui["Line.Missing"]);
        else if (text.Length > length)
            state.AddModelError(field, ui.Format("Line.Long", length));
        else if (!IsReadable(text))
            state.AddModelError(field, ui["Line.Unreadable"]);
        return text;
    }

    /// <summary>Nothing that cannot be seen, or that turns the text around it.</summary>
    public static bool IsReadable(string text) => text.EnumerateRunes().All(r => r != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));
}

internal static class EmailAddress
{
    public const int Length = 254;

    private static readonly EmailAddressAttribute Shape = new();

    public static bool IsOne(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= Length } email && Shape.IsValid(email) && TypedLine.IsReadable(email)
        && !email.Any(char.IsWhiteSpace) && MailboxAddress.TryParse(email, out var parsed) && parsed.Address == email;
}
