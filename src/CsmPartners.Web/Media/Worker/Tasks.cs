using CsmPartners.Web.Media.Pdf;
using CsmPartners.Web.Site.SharePictures;

namespace CsmPartners.Web.Media.Worker;

public enum MediaTask : byte
{
    /// <summary>An uploaded picture, drawn anew from its pixels.</summary>
    Clean = 1,

    /// <summary>A kept picture in one of the sizes offered.</summary>
    Shrink = 2,

    /// <summary>A picture for social networks.</summary>
    Draw = 3,

    /// <summary>An uploaded document.</summary>
    Inspect = 4,
}

/// <summary>What a worker does, by its role. A worker that draws our own words never meets a file, and the other way round.</summary>
internal static class Tasks
{
    public const string Files = "files";
    public const string Drawings = "drawings";

    public static void Answer(string role, BinaryReader request, BinaryWriter answer)
    {
        var task = (MediaTask)request.ReadByte();
        switch (role, task)
        {
            case (Files, MediaTask.Clean):
                Libvips.StartForFiles();
                PictureTasks.Clean(request, answer);
                break;
            case (Files, MediaTask.Shrink):
                Libvips.StartForFiles();
                PictureTasks.Shrink(request, answer);
                break;
            case (Files, MediaTask.Inspect):
                Inspect(request, answer);
                break;
            case (Drawings, MediaTask.Draw):
                SharePictureTask.Draw(request, answer);
                break;
            default:
                throw new InvalidOperationException($"{role} does not know {task}.");
        }
    }

    private static void Inspect(BinaryReader request, BinaryWriter answer)
    {
        var refusal = PdfInspection.Of(request.ReadBytes(MediaWorker.LongestFrame));
        answer.Write(refusal is null);
        answer.Write((int)(refusal ?? default));
    }
}
