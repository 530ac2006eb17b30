using CsmPartners.Web.Localization;

namespace CsmPartners.Web.Site.Errors;

public sealed class ErrorPage : SitePage
{
    public required int Code { get; init; }

    public required string Advice { get; init; }

    /// <summary>Why an entry was withdrawn.</summary>
    public LocalizedText? Reason { get; init; }

    /// <summary>With which the administrator finds the request in the log; only for faults of ours.</summary>
    public string? RequestId { get; set; }

    /// <summary>Codes without words of their own get those of their family.</summary>
    /// <param name="isPreview">Whether it was a link to a preview.</param>
    public static ErrorPage Of(Ui ui, int code, LocalizedText? reason, bool isPreview = false)
    {
        var key = isPreview && code == StatusCodes.Status404NotFound ? "Error.Preview" : ui.Has($"Error.{code}") ? $"Error.{code}" : code >= 500 ? "Error.500" : "Error.400";
        return new ErrorPage
        {
            Code = code,
            Title = ui[key],
            Advice = ui[key + ".Advice"],
            Reason = reason,
            KeepOutOfSearchEngines = true,
        };
    }
}
