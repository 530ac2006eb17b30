using CsmPartners.Web.Hosting;

namespace CsmPartners.Web.Admin.Refusals;

/// <summary>What was typed into a form that could not be taken.</summary>
public sealed record SentForm(IReadOnlyList<(string Name, string Value)> Fields, bool HasFiles)
{
    private const string Token = "__RequestVerificationToken";

    /// <summary>Never to stand in a page, not even in the page of whoever typed it.</summary>
    private static readonly string[] Secrets = ["Password", "Again", "Current"];

    /// <summary>Null where there is no form, it is too large, or it is none that can be read.</summary>
    /// <param name="request">As it was sent.</param>
    /// <param name="keepToken">Whether the form may go on as if nothing had happened.</param>
    public static async Task<SentForm?> ReadAsync(HttpRequest request, bool keepToken)
    {
        if (!request.HasFormContentType || request.ContentLength is null or > DeskErrors.MostCarried)
            return null;
        try
        {
            var form = await request.ReadFormAsync();
            return new(
                [.. form
                    .Where(f => (keepToken || f.Key != Token) && !Secrets.Contains(f.Key, StringComparer.OrdinalIgnoreCase))
                    .SelectMany(f => f.Value.Select(v => (f.Key, Plain(v))))],
                form.Files.Count > 0);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }

    // No page can hold control characters; line ends become what the browser will send again.
    private static string Plain(string? value) =>
        string.Concat((value ?? "").ReplaceLineEndings("\n").Where(c => c is '\n' or '\t' || !char.IsControl(c)));
}
