namespace CsmPartners.Tests.Support;

/// <summary>The repository that the tests were built from.</summary>
internal static class Sources
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "CsmPartners.sln")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
