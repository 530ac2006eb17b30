using CsmPartners.Web.Site.SharePictures;
using NetVips;

namespace CsmPartners.Web.Media.Worker;

/// <summary>The native library that reads and draws pictures. Only workers load it.</summary>
internal static class Libvips
{
    private static readonly Lazy<bool> Reader = new(() =>
    {
        Cache.Max = 0;
        Operation.Block("VipsForeignLoad", true);
        foreach (var needed in new[] { "VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif" })
            Operation.Block(needed, false);
        return true;
    });

    private static readonly Lazy<Grounds> Drawn = new(() =>
    {
        Cache.Max = 0;
        return Grounds.Draw();
    });

    /// <summary>What share pictures are drawn upon.</summary>
    /// <exception cref="VipsException">The library reads no SVG: it needs librsvg and pango.</exception>
    public static Grounds Grounds => Drawn.Value;

    /// <summary>Shuts every decoder but those of the formats that are accepted.</summary>
    public static void StartForFiles() => _ = Reader.Value;
}
