using CsmPartners.Web.Site.SharePictures;
using NetVips;

namespace CsmPartners.Web.Media;

/// <summary>
/// The native library that reads and draws pictures. Our own drawings are read first; then every decoder is shut but those for what
/// is taken in, so that nothing else of the library ever meets a stranger's bytes.
/// </summary>
internal static class Libvips
{
    // When first needed: without the native library the site runs all the same, but for pictures.
    private static readonly Lazy<Grounds?> Started = new(() =>
    {
        Cache.Max = 0;
        var grounds = DrawGrounds();
        Operation.Block("VipsForeignLoad", true);
        foreach (var needed in new[] { "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif" })
            Operation.Block(needed, false);
        return grounds;
    });

    /// <summary>What share pictures are drawn upon.</summary>
    /// <exception cref="InvalidOperationException">The library cannot draw.</exception>
    public static Grounds Grounds => Started.Value ?? throw new InvalidOperationException("This libvips reads no SVG: share pictures need librsvg and pango.");

    public static void Start() => _ = Started.Value;

    // A library that cannot draw takes in pictures all the same.
    private static Grounds? DrawGrounds()
    {
        try
        {
            return Grounds.Draw();
        }
        catch (VipsException)
        {
            return null;
        }
    }
}
