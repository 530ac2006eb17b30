using MimeKit;

namespace CsmPartners.Tests.Support;

/// <summary>The letters that the site wrote.</summary>
internal static class Letters
{
    /// <summary>Waits for the newest letter to the address.</summary>
    public static async Task<(string Subject, string Text)> LetterToAsync(this TestSite site, string email, int number = 1)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            var found = await AllToAsync(site, email);
            if (found.Count >= number)
                return found[number - 1];
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new Xunit.Sdk.XunitException($"No letter {number} came to {email}");
    }

    public static async Task<IReadOnlyList<(string Subject, string Text)>> AllToAsync(this TestSite site, string email)
    {
        var letters = new List<(string Subject, string Text)>();
        if (!Directory.Exists(site.MailFolder))
            return letters;
        foreach (var file in Directory.EnumerateFiles(site.MailFolder, "*.eml").Order(StringComparer.Ordinal))
        {
            using var letter = await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);
            if (letter.To.Mailboxes.Any(m => m.Address == email))
                letters.Add((letter.Subject!, letter.TextBody!));
        }

        return letters;
    }

    /// <summary>The path and query of the only link in a letter.</summary>
    public static string LinkOf(string text) =>
        new Uri(text.Split(['\r', '\n', ' ']).Single(w => w.StartsWith("http", StringComparison.Ordinal))).PathAndQuery;
}
