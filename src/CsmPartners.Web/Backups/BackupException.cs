namespace CsmPartners.Web.Backups;

/// <summary>Why nothing was backed up or restored: one sentence for whoever typed the command.</summary>
public sealed class BackupException : Exception
{
    public BackupException(string sentence)
        : base(sentence)
    {
    }

    public BackupException(string sentence, Exception inner)
        : base(sentence, inner)
    {
    }

    public static BackupException Damaged(string how, Exception? inner = null) => new($"the archive is damaged: {how}.", inner!);

    /// <summary>What a reader of ZIP or JSON throws when its bytes are not what they should be; the disk itself may fail among them.</summary>
    public static bool IsOfDamage(Exception e) =>
        e is InvalidDataException or IOException or System.Text.Json.JsonException or FormatException or ArgumentException or NotSupportedException
            or OverflowException or InvalidOperationException or IndexOutOfRangeException;
}
