using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsmPartners.Expiry;

internal sealed class DeletionMarkMapping : IEntityTypeConfiguration<DeletionMark>
{
    public void Configure(EntityTypeBuilder<DeletionMark> builder)
    {
        builder.ToTable("DeletionMarks");
        builder.HasKey(m => new { m.Kind, m.Key });
        builder.Property(m => m.Key).HasMaxLength(DeletionMark.KeyLength);
    }
}
