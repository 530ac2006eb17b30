using CsmPartners.Web.Media;

namespace CsmPartners.Web.Backups;

/// <summary>What the stored original of an upload may be called, in an archive as in the media folder.</summary>
public static class MediaNames
{
    public static bool IsOne(string name) =>
        name.Length > MediaFolder.HashLength
        && name[..MediaFolder.HashLength].All(char.IsAsciiHexDigitLower)
        && MediaFolder.Originals.Contains(name[MediaFolder.HashLength..]);
}
