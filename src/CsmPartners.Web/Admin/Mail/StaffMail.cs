using System.Globalization;
using CsmPartners.Staff;
using CsmPartners.Web.Hosting;
using CsmPartners.Web.Localization;
using MailKit.Net.Smtp;
using MimeKit;

namespace CsmPartners.Web.Admin.Mail;

/// <summary>Letters to staff, in plain text: by the mail server that <c>Mail:Host</c> names, else as files in the data folder's <c>mail</c>.</summary>
public sealed class StaffMail(IConfiguration configuration, IWebHostEnvironment environment, TimeProvider clock, ILogger<StaffMail> log)
{
    /// <summary>When this node last handed a letter over.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>When this node last could not.</summary>
    public DateTimeOffset? FailedAt { get; private set; }

    /// <returns>Whether it was handed over; the log says why not.</returns>
    public Task<bool> SendAsync(StaffMember to, string subject, string text) =>
        SendAsync(new MailboxAddress(to.Name, to.Email!), Ui.In(Language.Find(to.Language) ?? Language.Kk), subject, text, $"staff member {to.Id}");

    /// <summary>To the address that the settings name for visitors' letters.</summary>
    /// <returns>As above.</returns>
    public Task<bool> SendAsync(string to, Ui words, string subject, string text) =>
        SendAsync(new MailboxAddress("", to), words, subject, text, "the address for visitors' letters");

    private async Task<bool> SendAsync(MailboxAddress to, Ui words, string subject, string text, string whom)
    {
        using var letter = new MimeMessage { Subject = subject, Date = clock.GetUtcNow(), Body = new TextPart("plain") { Text = text } };
        letter.From.Add(new MailboxAddress(words["Desk.Title"], configuration["Mail:From"] ?? "desk@localhost"));
        letter.To.Add(to);
        // RFC 3834: no machine is to answer it.
        letter.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        try
        {
            if (configuration["Mail:Host"] is { Length: > 0 } host)
                await SendAsync(letter, host);
            else
                await WriteAsync(letter);
            SentAt = clock.GetUtcNow();
            return true;
        }
        // MailKit says "not supported" or "invalid" where the server wants a sign-in or an encryption that is not configured.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or NotSupportedException or MailKit.CommandException or MailKit.ProtocolException or System.Net.Sockets.SocketException or MailKit.Security.AuthenticationException or MailKit.Security.SslHandshakeException or OperationCanceledException)
        {
            FailedAt = clock.GetUtcNow();
            log.LogError(e, "A letter to {Whom} could not be sent", whom);
            return false;
        }
    }

    private async Task SendAsync(MimeMessage letter, string host)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), clock);
        using var smtp = new SmtpClient();
        await smtp.ConnectAsync(host, configuration.GetValue("Mail:Port", 0), configuration.GetValue("Mail:Security", MailKit.Security.SecureSocketOptions.Auto), patience.Token);
        if (configuration["Mail:User"] is { Length: > 0 } user)
            await smtp.AuthenticateAsync(user, configuration["Mail:Password"] ?? "", patience.Token);
        await smtp.SendAsync(letter, patience.Token);
        await smtp.DisconnectAsync(quit: true, patience.Token);
    }

    private async Task WriteAsync(MimeMessage letter)
    {
        var folder = DataFolder.PathOf(configuration, environment, "mail");
        Directory.CreateDirectory(folder);
        var name = $"{clock.GetUtcNow().ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}-{Guid.NewGuid():N}";
        // Whole or not at all, for whoever watches the folder.
        await letter.WriteToAsync(Path.Combine(folder, name + ".part"));
        File.Move(Path.Combine(folder, name + ".part"), Path.Combine(folder, name + ".eml"));
    }
}
