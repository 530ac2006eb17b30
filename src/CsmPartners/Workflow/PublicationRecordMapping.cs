using CsmPartners.Entries;
using CsmPartners.Revisions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsmPartners.Workflow;

internal sealed class PublicationRecordMapping : IEntityTypeConfiguration<PublicationRecord>
{
    public void Configure(EntityTypeBuilder<PublicationRecord> builder)
    {
        builder.ToTable("PublicationRecords", table =>
        {
            table.HasCheckConstraint("CK_PublicationRecords_Number", "[Number] > 0");
            table.HasCheckConstraint("CK_PublicationRecords_Interval", "[PublicUntil] >= [PublicFrom]");
            table.HasCheckConstraint("CK_PublicationRecords_End", "([PublicUntil] IS NULL AND [Ended] IS NULL AND [UntilVersion] IS NULL) OR ([PublicUntil] IS NOT NULL AND [Ended] IS NOT NULL)");
        });
        builder.HasKey(r => new { r.EntryId, r.Number });
        builder.Property(r => r.Number).ValueGeneratedNever();
        builder.HasOne<Entry>().WithMany().HasForeignKey(r => r.EntryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Revision>().WithMany().HasForeignKey(r => new { r.EntryId, r.Revision }).OnDelete(DeleteBehavior.Restrict);
        // Of several at once, the database lets only one open an interval.
        builder.HasIndex(r => r.EntryId).IsUnique().HasFilter("[PublicUntil] IS NULL");
    }
}
