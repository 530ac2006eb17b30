using NetVips;

namespace CsmPartners.Web.Media.Worker;

/// <summary>Decodes, cleans and encodes pictures.</summary>
internal static class PictureTasks
{
    public static void Clean(BinaryReader request, BinaryWriter answer)
    {
        try
        {
            using var picture = Image.NewFromBuffer(request.ReadBytes(request.ReadInt32()), failOn: Enums.FailOn.Truncated);
            if ((long)picture.Width * picture.Height > Pictures.MostPixels)
            {
                Refuse(answer, MediaRefusal.TooManyPixels);
                return;
            }

            using var upright = picture.ThumbnailImage(Pictures.LongestSide, height: Pictures.LongestSide, size: Enums.Size.Down, outputProfile: "srgb");
            using var drawn = upright.CopyMemory();
            Store(drawn, answer);
        }
        catch (VipsException)
        {
            Refuse(answer, MediaRefusal.Broken);
        }
    }

    public static void Shrink(BinaryReader request, BinaryWriter answer)
    {
        var (width, format) = (request.ReadInt32(), request.ReadString());
        var original = request.ReadBytes(request.ReadInt32());
        using var head = Image.NewFromBuffer(original);
        if (!Renditions.Of(head.Width).Contains(width))
        {
            answer.Write(0);
            return;
        }

        using var small = Image.ThumbnailBuffer(original, width, height: Pictures.LongestSide, size: Enums.Size.Down);
        var bytes = format switch
        {
            "avif" => small.HeifsaveBuffer(q: 55, compression: Enums.ForeignHeifCompression.Av1, effort: 2, keep: Enums.ForeignKeep.None),
            "webp" => small.WebpsaveBuffer(q: 80, keep: Enums.ForeignKeep.None),
            _ => small.JpegsaveBuffer(q: 82, optimizeCoding: true, interlace: true, background: [255], keep: Enums.ForeignKeep.None),
        };
        answer.Write(bytes.Length);
        answer.Write(bytes);
    }

    private static void Store(Image picture, BinaryWriter answer)
    {
        using var opaque = picture.HasAlpha() && picture[picture.Bands - 1].Min() >= 255 ? picture.ExtractBand(0, n: picture.Bands - 1) : picture.Copy();
        var bytes = opaque.HasAlpha()
            ? opaque.WebpsaveBuffer(q: 95, keep: Enums.ForeignKeep.None)
            : opaque.JpegsaveBuffer(q: 90, optimizeCoding: true, keep: Enums.ForeignKeep.None);
        answer.Write(true);
        answer.Write(opaque.HasAlpha() ? ".webp" : ".jpg");
        answer.Write(opaque.Width);
        answer.Write(opaque.Height);
        answer.Write(bytes.Length);
        answer.Write(bytes);
    }

    private static void Refuse(BinaryWriter answer, MediaRefusal refusal)
    {
        answer.Write(false);
        answer.Write((int)refusal);
    }
}
