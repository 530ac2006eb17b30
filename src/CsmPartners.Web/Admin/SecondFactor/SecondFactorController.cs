using System.Text;
using CsmPartners.Staff;
using CsmPartners.Web.Admin.Mail;
using CsmPartners.Web.Admin.People;
using CsmPartners.Web.Admin.Proof;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using QRCoder;

namespace CsmPartners.Web.Admin.SecondFactor;

/// <summary>Codes from the person's telephone, asked for after the password.</summary>
[FreshProof(DeskLinks.SecondFactor)]
public sealed class SecondFactorController(SignInManager<StaffMember> session, StaffRecord record, TelephoneKeys keys, AccountMail mail, SiteDb db) : DeskController
{
    private readonly UserManager<StaffMember> people = session.UserManager;

    [HttpGet(DeskLinks.SecondFactor)]
    public async Task<IActionResult> Open() => await ShowAsync(await MyselfAsync());

    /// <summary>Once the telephone has shown a right code, it is asked for from then on.</summary>
    [HttpPost(DeskLinks.SecondFactor)]
    public async Task<IActionResult> SwitchOn([FromForm] string? code)
    {
        var plain = string.Concat((code ?? "").Where(c => !char.IsWhiteSpace(c)));
        IReadOnlyList<string> codes = [];
        var isOn = await ChangeAsync("SecondFactor.On", async person =>
        {
            if (person.TwoFactorEnabled || !await people.VerifyTwoFactorTokenAsync(person, people.Options.Tokens.AuthenticatorTokenProvider, plain))
                return false;
            StaffRecord.Succeed(await people.SetTwoFactorEnabledAsync(person, true));
            codes = await record.MakeRecoveryCodesAsync(person);
            return true;
        });
        if (isOn)
            return ShowCodes(codes);
        ModelState.AddModelError("Code", Ui["SecondFactor.Code.Wrong"]);
        return await ShowAsync(await MyselfAsync());
    }

    [HttpPost(DeskLinks.RecoveryCodes)]
    public async Task<IActionResult> MakeCodes()
    {
        IReadOnlyList<string> codes = [];
        var isMade = await ChangeAsync("SecondFactor.Codes.Made", async person =>
        {
            codes = await record.MakeRecoveryCodesAsync(person);
            return true;
        });
        return isMade ? ShowCodes(codes) : Collided(DeskLinks.SecondFactor);
    }

    [HttpPost(DeskLinks.SecondFactorOff)]
    public async Task<IActionResult> SwitchOff()
    {
        var isOff = await ChangeAsync("SecondFactor.Off", async person =>
        {
            // The telephone's old key must not serve again.
            StaffRecord.Succeed(await people.ResetAuthenticatorKeyAsync(person));
            StaffRecord.Succeed(await people.SetTwoFactorEnabledAsync(person, false));
            return true;
        });
        if (!isOff)
            return Collided(DeskLinks.SecondFactor);
        Say(Ui["SecondFactor.SwitchedOff"]);
        return LocalRedirect(DeskLinks.Account);
    }

    private async Task<StaffMember> MyselfAsync() => (await people.GetUserAsync(User))!;

    /// <summary>The change and its line; then this session goes on, and the person is told.</summary>
    /// <param name="change">Whether it was made.</param>
    private async Task<bool> ChangeAsync(string detail, Func<StaffMember, Task<bool>> change)
    {
        var isChanged = await record.ChangeSignInAsync(
            Me.Id,
            Me.Stamp,
            async person =>
            {
                var line = Audit(AuditAction.SecondFactorChanged, Me.Name, null, Ui[detail]);
                db.AuditEvents.Add(line);
                return await change(person) ? line : null;
            },
            HttpContext.RequestAborted);
        if (!isChanged)
            return false;
        var person = await MyselfAsync();
        await session.RefreshSignInAsync(person);
        mail.TellChanged(person, AuditAction.SecondFactorChanged, detail);
        return true;
    }

    private ViewResult ShowCodes(IReadOnlyList<string> codes) => Show("RecoveryCodes", new RecoveryCodesPage
    {
        Title = Ui["SecondFactor.Codes.Title"],
        Lead = Ui["SecondFactor.Codes.Lead"],
        Crumbs = [(Ui["Account.Title"], DeskLinks.Account), (Ui["SecondFactor.Title"], DeskLinks.SecondFactor)],
        Codes = codes,
    });

    private async Task<IActionResult> ShowAsync(StaffMember person)
    {
        var key = await people.GetAuthenticatorKeyAsync(person);
        if (!person.TwoFactorEnabled && string.IsNullOrEmpty(key))
            key = await keys.MakeAsync(person.Id);

        return Show("SecondFactor", new SecondFactorPage
        {
            Title = Ui["SecondFactor.Title"],
            Lead = Ui[Hosting.SecondFactor.IsDue(HttpContext) ? "SecondFactor.Due" : "SecondFactor.Lead"],
            Crumbs = [(Ui["Account.Title"], DeskLinks.Account)],
            Key = person.TwoFactorEnabled ? null : string.Join(' ', key!.Chunk(4).Select(c => new string(c))),
            Drawing = person.TwoFactorEnabled ? null : Draw(person.Email!, key!),
            CodesLeft = await people.CountRecoveryCodesAsync(person),
        });
    }

    private static string Draw(string email, string key)
    {
        var address = $"otpauth://totp/{Uri.EscapeDataString("csmrk.kz:" + email)}?secret={key}&issuer=csmrk.kz&digits=6";
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var svg = new SvgQRCode(code);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(svg.GetGraphic(6)));
    }
}

public sealed class SecondFactorPage : DeskPage
{
    /// <summary>For typing by hand; null once it is switched on.</summary>
    public string? Key { get; init; }

    /// <summary>The same as a picture for the telephone's camera.</summary>
    public string? Drawing { get; init; }

    public required int CodesLeft { get; init; }
}

public sealed class RecoveryCodesPage : DeskPage
{
    public required IReadOnlyList<string> Codes { get; init; }
}
