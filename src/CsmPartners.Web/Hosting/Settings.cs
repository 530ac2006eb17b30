namespace CsmPartners.Web.Hosting;

internal static class Settings
{
    /// <summary>What a setting lists, with commas, semicolons or spaces between.</summary>
    public static string[] List(string? setting) => (setting ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries);
}
