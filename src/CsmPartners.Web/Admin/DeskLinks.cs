using CsmPartners.Entries;

namespace CsmPartners.Web.Admin;

/// <summary>The desk's addresses. The one place that knows how they are spelt.</summary>
public static class DeskLinks
{
    public const string Home = "/admin";

    public const string Guide = "/admin/guide";

    public const string SignIn = "/admin/sign-in";

    /// <summary>The second step of signing in.</summary>
    public const string SignInCode = "/admin/sign-in/code";

    public const string SignInPasskeyOptions = "/admin/sign-in/passkey/options";

    public const string SignInPasskey = "/admin/sign-in/passkey";

    public const string SignOut = "/admin/sign-out";

    /// <summary>The signed-in person's own settings.</summary>
    public const string Account = "/admin/account";

    public const string AccountPassword = "/admin/account/password";

    /// <summary>Asks a signed-in person once more who they are.</summary>
    public const string Proof = "/admin/account/proof";

    public const string ProofByPasskey = "/admin/account/proof/passkey";

    /// <summary>All places where the person is signed in.</summary>
    public const string AccountSessions = "/admin/account/sessions";

    public const string SecondFactor = "/admin/account/second-factor";

    public const string SecondFactorOff = "/admin/account/second-factor/off";

    public const string RecoveryCodes = "/admin/account/second-factor/recovery-codes";

    public const string Passkeys = "/admin/account/passkeys";

    public const string PasskeyOptions = "/admin/account/passkeys/options";

    public const string PasskeyName = "/admin/account/passkeys/name";

    public const string PasskeyRemoval = "/admin/account/passkeys/removal";

    public const string FirstAdministrator = "/admin/first";

    public const string Invitation = "/admin/invitation";

    public const string ForgottenPassword = "/admin/password";

    public const string NewPassword = "/admin/password/new";

    public const string People = "/admin/people";

    public const string Audit = "/admin/audit";

    /// <summary>What was tried at the door by people who did not come in.</summary>
    public const string Failures = "/admin/audit/sign-ins";

    public const string Settings = "/admin/settings";

    /// <summary>How the program does.</summary>
    public const string Status = "/admin/status";

    public const string Media = "/admin/media";

    public const string NewMedia = "/admin/media/new";

    public const string Translations = "/admin/translations";

    public const string Bin = "/admin/bin";

    /// <summary>Entries of every kind in one list.</summary>
    public const string Entries = "/admin/entries";

    /// <summary>What is to be done to several entries, before it is done.</summary>
    public const string Bulk = "/admin/entries/bulk";

    public const string BulkDone = "/admin/entries/bulk/done";

    /// <summary>What visitors wrote.</summary>
    public const string Letters = "/admin/letters";

    public const string ChooseLanguage = "/admin/language";

    public static string Person(int id) => $"/admin/people/{id}";

    /// <summary>Comforts of the form, asked by script while somebody writes.</summary>
    public const string PreviewText = "/admin/preview-text";

    public const string Meaning = "/admin/meaning";

    public const string Suggest = "/admin/suggest";

    public const string SuggestMedia = "/admin/media/suggest";

    /// <summary>A page of the guide; the guide's own texts lead to each other by the name alone.</summary>
    public static string GuidePage(string name) => $"{Guide}/{name}";

    public static string List(EntryKind kind) => $"/admin/{kind.DeskList()}";

    /// <summary>A list narrowed: "/admin/partners?gap=missing-kk"; without a kind, of entries of every kind.</summary>
    public static string List(EntryKind? kind, params IEnumerable<(string Name, string Value)> values) =>
        (kind is { } one ? List(one) : Entries) + QueryString.Create(values.Select(v => KeyValuePair.Create<string, string?>(v.Name, v.Value)));

    public static string New(EntryKind kind) => $"/admin/{kind.DeskList()}/new";

    public static string Entry(int id) => $"/admin/entries/{id}";

    public static string Edit(int id) => $"/admin/entries/{id}/edit";

    public static string ToBin(int id) => $"/admin/entries/{id}/bin";

    public static string BringBack(int id) => $"/admin/entries/{id}/bin/restore";

    /// <summary>Takes another record of the same partner into this one.</summary>
    public static string Merge(int id) => $"/admin/entries/{id}/merge";

    /// <summary>What there is to translate into a language.</summary>
    public static string Translation(Language language) => $"{Translations}/{language.Code}";

    public static string Preview(int id, Language language) => $"/admin/entries/{id}/preview/{language.Code}";

    public static string Compare(int id, int from, int to) => $"/admin/entries/{id}/compare?from={from}&to={to}";

    /// <summary>Says that somebody has the form open.</summary>
    public static string Open(int id) => $"/admin/entries/{id}/open";

    public static string Close(int id) => $"/admin/entries/{id}/close";

    /// <summary>Where a text of the form is drawn as visitors would read it.</summary>
    public static string PreviewOf(string field, Language language) => $"{PreviewText}?field={Uri.EscapeDataString(field)}&language={language.Code}";

    /// <summary>The kind whose list has this name in the desk's addresses; the route admits no other.</summary>
    public static EntryKind KindOf(string list) => Enum.GetValues<EntryKind>().First(k => k.DeskList() == list);

    public static string Letter(int id) => $"{Letters}/{id}";

    public static string LettersAbout(int entryId) => $"{Letters}?entry={entryId}";

    public const string HeldLetters = Letters + "/held";

    public static string DeleteLetter(int id) => $"{Letters}/{id}/delete";

    public static string MediaFile(int id) => $"/admin/media/{id}";

    public static string DeleteMedia(int id) => $"/admin/media/{id}/delete";

    /// <summary>As in the public addresses; pages, which have no list there, have one here.</summary>
    public static string DeskList(this EntryKind kind) => kind == EntryKind.Page ? "pages" : kind.List();
}
