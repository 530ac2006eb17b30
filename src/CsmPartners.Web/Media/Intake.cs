using System.Security.Cryptography;
using CsmPartners.Media;
using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;

namespace CsmPartners.Web.Media;

/// <summary>Takes uploaded files in: first the file, then its row, so that a row never lacks its file; see <see cref="MediaSweep"/> for the reverse.</summary>
public sealed class Intake(IMediaStore store, Pictures pictures, Documents documents, MediaQuota quota) : IDisposable
{
    /// <summary>Of one file.</summary>
    public const int MostBytes = 20 * 1024 * 1024;

    /// <summary>Serialises taking in and deleting, so that a deletion cannot take the file of a row just made.</summary>
    private readonly SemaphoreSlim gate = new(1);

    public void Dispose() => gate.Dispose();

    /// <param name="fresh">Who uploads it and when; title and the rest are filled in later.</param>
    /// <param name="audit">The line for the record that goes with a new row.</param>
    public async Task<Taken> TakeAsync(SiteDb db, IFormFile upload, MediaFile fresh, Func<MediaFile, AuditEvent> audit, CancellationToken cancellation)
    {
        fresh.FileName = FileNames.Tidy(upload.FileName);
        var (file, refusal) = await ReadAsync(upload, cancellation);
        if (file is null)
            return new Taken(fresh.FileName, Refusal: refusal);

        fresh.Hash = Convert.ToHexStringLower(SHA256.HashData(file.Bytes));
        (fresh.Type, fresh.Bytes, fresh.Width, fresh.Height) = (file.Type, file.Bytes.Length, file.Width, file.Height);
        await gate.WaitAsync(cancellation);
        try
        {
            if (await FindAsync(db, fresh.Hash, cancellation) is { } known)
                return new Taken(fresh.FileName, known);
            if (await quota.FindExcessAsync(db, fresh, cancellation) is { } excess)
                return Refused(fresh, excess);
            await store.AddAsync(fresh.Hash, file.Extension, file.Bytes, cancellation);
            return await AddAsync(db, fresh, audit, cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// Deletes what no entry shows. First the row, then the file; a crash in between leaves a file without a row, which is swept up.
    /// </summary>
    public async Task<MediaDeletion> DeleteAsync(SiteDb db, MediaFile file, AuditEvent audit, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            var outcome = await db.RetryAsync(
                async token =>
                {
                    // The version is read before the uses: a save that begins to show the file raises it.
                    await db.SiteStates.SingleAsync(token);
                    if (await db.MediaFiles.FindAsync([file.Id], token) is not { } row)
                        return MediaDeletion.Gone;
                    if ((await db.ReadMediaUsesAsync(token)).Contains(file.Id))
                        return MediaDeletion.InUse;
                    db.MediaFiles.Remove(row);
                    audit.Id = 0;
                    db.AuditEvents.Add(audit);
                    await db.SaveForVisitorsAsync(token);
                    return MediaDeletion.Done;
                },
                cancellation);
            // Whoever closed the window meanwhile wants it gone all the same.
            if (outcome == MediaDeletion.Done)
                await store.DeleteAsync(file.Hash, CancellationToken.None);
            return outcome;
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<(StoredFile? File, MediaRefusal? Refusal)> ReadAsync(IFormFile upload, CancellationToken cancellation)
    {
        if (upload.Length == 0)
            return (null, MediaRefusal.Empty);
        if (upload.Length > MostBytes)
            return (null, MediaRefusal.TooLarge);
        var bytes = new byte[upload.Length];
        await using (var stream = upload.OpenReadStream())
            await stream.ReadExactlyAsync(bytes, cancellation);
        return FileKinds.Of(bytes) switch
        {
            FileKind.Unknown => (null, MediaRefusal.UnknownKind),
            FileKind.Pdf => await documents.CheckAsync(bytes, cancellation),
            _ => await pictures.CleanAsync(bytes, cancellation),
        };
    }

    private Task<Taken> AddAsync(SiteDb db, MediaFile fresh, Func<MediaFile, AuditEvent> audit, CancellationToken cancellation) => db.RetryAsync(
        async token =>
        {
            // Another node may have taken the same content in at the same moment.
            if (await FindAsync(db, fresh.Hash, token) is { } known)
                return new Taken(fresh.FileName, known);
            // The version is read before the sum: a file saved in between raises it, and this attempt is made again.
            await db.SiteStates.SingleAsync(token);
            if (await quota.FindExcessAsync(db, fresh, token) is { } excess)
                return Refused(fresh, excess);
            fresh.Id = 0;
            db.MediaFiles.Add(fresh);
            db.AuditEvents.Add(audit(fresh));
            await db.SaveForVisitorsAsync(token);
            return new Taken(fresh.FileName, fresh, IsNew: true);
        },
        cancellation);

    private static Taken Refused(MediaFile fresh, QuotaExcess excess) =>
        new(fresh.FileName, Refusal: excess == QuotaExcess.OfPerson ? MediaRefusal.PersonQuota : MediaRefusal.SiteQuota);

    private static Task<MediaFile?> FindAsync(SiteDb db, string hash, CancellationToken cancellation) =>
        db.MediaFiles.AsNoTracking().FirstOrDefaultAsync(m => m.Hash == hash, cancellation);
}

/// <summary>What became of an uploaded file.</summary>
/// <param name="File">Its row, or the row of the same content taken in before; null where it was refused.</param>
public sealed record Taken(string FileName, MediaFile? File = null, bool IsNew = false, MediaRefusal? Refusal = null);

/// <summary>How a deletion ended.</summary>
public enum MediaDeletion
{
    Done,

    /// <summary>An entry shows it.</summary>
    InUse,

    /// <summary>Somebody else has deleted it.</summary>
    Gone,
}
