using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsmPartners.Media;

/// <summary>An uploaded picture or document. The bytes lie in the media folder under their hash.</summary>
public sealed class MediaFile
{
    public const int FileNameLength = 200;
    public const int TitleLength = 300;
    public const int AltLength = 500;
    public const int CreditLength = 300;
    public const int LicenceLength = 300;

    public int Id { get; set; }

    public MediaType Type { get; set; }

    /// <summary>SHA-256 of the stored original, lower-case hexadecimal; its name in the media folder.</summary>
    public string Hash { get; set; } = "";

    /// <summary>As the person's computer called it.</summary>
    public string FileName { get; set; } = "";

    public long Bytes { get; set; }

    /// <summary>Pixels; zero for documents.</summary>
    public int Width { get; set; }

    /// <summary>Pixels; zero for documents.</summary>
    public int Height { get; set; }

    /// <summary>What must stay in sight when the picture is cropped: share of the width, 0 to 1.</summary>
    public double FocalX { get; set; } = 0.5;

    /// <summary>Share of the height, 0 to 1.</summary>
    public double FocalY { get; set; } = 0.5;

    public LocalizedText Title { get; set; } = new();

    /// <summary>What the picture shows, for those who do not see it.</summary>
    public LocalizedText Alt { get; set; } = new();

    /// <summary>The picture says nothing that the text beside it does not say, so that it needs no alternative text.</summary>
    public bool IsDecorative { get; set; }

    public LocalizedText Credit { get; set; } = new();

    public LocalizedText Licence { get; set; } = new();

    public int? UploadedById { get; set; }

    public string UploadedByName { get; set; } = "";

    /// <summary>UTC.</summary>
    public DateTime UploadedAt { get; set; }

    /// <summary>Readers of this language who do not see the picture learn nothing of it.</summary>
    public bool LacksAlt(Language language) => Type == MediaType.Picture && !IsDecorative && !Alt.Has(language);

    /// <summary>The title for a reader of this language; where it has none, what the file was called.</summary>
    public string NameIn(Language language) => Title.IsEmpty ? FileName : Title.In(language).Text;
}

public enum MediaType
{
    Picture,
    Document,
}

internal sealed class MediaFileMapping : IEntityTypeConfiguration<MediaFile>
{
    public void Configure(EntityTypeBuilder<MediaFile> builder)
    {
        builder.ToTable("MediaFiles", table =>
        {
            table.HasCheckConstraint("CK_MediaFiles_FocalX", "[FocalX] BETWEEN 0 AND 1");
            table.HasCheckConstraint("CK_MediaFiles_FocalY", "[FocalY] BETWEEN 0 AND 1");
        });
        builder.Property(m => m.Hash).HasMaxLength(64);
        builder.HasIndex(m => m.Hash).IsUnique();
        builder.Property(m => m.FileName).HasMaxLength(MediaFile.FileNameLength);
        builder.Property(m => m.UploadedByName).HasMaxLength(StaffMember.NameLength);
        builder.Localized(m => m.Title, MediaFile.TitleLength);
        builder.Localized(m => m.Alt, MediaFile.AltLength);
        builder.Localized(m => m.Credit, MediaFile.CreditLength);
        builder.Localized(m => m.Licence, MediaFile.LicenceLength);
    }
}
