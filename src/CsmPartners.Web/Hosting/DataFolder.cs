namespace CsmPartners.Web.Hosting;

internal static class DataFolder
{
    /// <summary>The full path of a file or folder in the data folder.</summary>
    public static string PathOf(IConfiguration configuration, IHostEnvironment environment, string name) =>
        Path.Combine(Path.GetFullPath(configuration["Data:Folder"] ?? "data", environment.ContentRootPath), name);
}
