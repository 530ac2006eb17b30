using CsmPartners.Media;
using CsmPartners.Web.Media.Worker;

namespace CsmPartners.Web.Media;

/// <summary>Looks over a PDF, which is kept as it is, in a process of its own; see <see cref="Pdf.PdfInspection"/>.</summary>
public sealed class Documents(WorkerPool workers)
{
    public async Task<(StoredFile? File, MediaRefusal? Refusal)> CheckAsync(byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            using var answer = await workers.RunAsync(MediaTask.Inspect, request => request.Write(bytes), isUntrusted: true, cancellation);
            return answer.ReadBoolean() ? (new StoredFile(MediaType.Document, bytes, ".pdf"), null) : (null, (MediaRefusal)answer.ReadInt32());
        }
        catch (MediaWorkerException)
        {
            return (null, MediaRefusal.Unreadable);
        }
    }
}
