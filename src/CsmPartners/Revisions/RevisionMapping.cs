using CsmPartners.Entries;
using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsmPartners.Revisions;

internal sealed class RevisionMapping : IEntityTypeConfiguration<Revision>
{
    public void Configure(EntityTypeBuilder<Revision> builder)
    {
        builder.ToTable("Revisions", table => table.HasCheckConstraint("CK_Revisions_Number", "[Number] > 0"));
        builder.HasKey(r => new { r.EntryId, r.Number });
        builder.Property(r => r.Number).ValueGeneratedNever();
        builder.Property(r => r.AuthorName).HasMaxLength(StaffMember.NameLength);
        builder.Property(r => r.Note).HasMaxLength(Revision.NoteLength);
        builder.HasOne(r => r.Entry).WithMany().HasForeignKey(r => r.EntryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(r => r.Author).WithMany().HasForeignKey(r => r.AuthorId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class WorkingCopyMapping : IEntityTypeConfiguration<WorkingCopy>
{
    public void Configure(EntityTypeBuilder<WorkingCopy> builder)
    {
        builder.ToTable("WorkingCopies");
        builder.HasKey(w => w.EntryId);
        builder.Property(w => w.EntryId).ValueGeneratedNever();
        builder.HasOne(w => w.Entry).WithOne().HasForeignKey<WorkingCopy>(w => w.EntryId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(w => w.RowVersion).IsConcurrencyToken();
        builder.Property(w => w.ScheduleReason).HasMaxLength(WorkingCopy.ReasonLength);
        builder.Localized(w => w.Title, Entry.TitleLength);
        builder.Property(w => w.Country).HasMaxLength(2);
        builder.Property(w => w.ChangedByName).HasMaxLength(StaffMember.NameLength);
        builder.ComplexProperty(w => w.Missing);
        builder.ComplexProperty(w => w.Stale);
        builder.ComplexCollection(w => w.StaleTexts, texts => texts.ToJson());
        builder.Ignore(w => w.IsInStep);
        builder.HasIndex(w => new { w.Kind, w.DeletedAt, w.ChangedAt });
        builder.HasIndex(w => new { w.Stage, w.PublishAt });
    }
}

internal sealed class CommentMapping : IEntityTypeConfiguration<Comment>
{
    public void Configure(EntityTypeBuilder<Comment> builder)
    {
        builder.ToTable("Comments");
        builder.Property(c => c.AuthorName).HasMaxLength(StaffMember.NameLength);
        builder.Property(c => c.Text).HasMaxLength(Comment.TextLength);
        builder.HasOne<Entry>().WithMany().HasForeignKey(c => c.EntryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(c => c.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PreviewLink>().WithMany().HasForeignKey(c => c.PreviewLinkId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PreviewLinkMapping : IEntityTypeConfiguration<PreviewLink>
{
    public void Configure(EntityTypeBuilder<PreviewLink> builder)
    {
        builder.ToTable("PreviewLinks");
        builder.Property(p => p.Recipient).HasMaxLength(200);
        builder.Property(p => p.RevokedAt).IsConcurrencyToken();
        builder.HasOne<Entry>().WithMany().HasForeignKey(p => p.EntryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(p => p.CreatedById).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OpenEditorMapping : IEntityTypeConfiguration<OpenEditor>
{
    public void Configure(EntityTypeBuilder<OpenEditor> builder)
    {
        builder.ToTable("OpenEditors");
        builder.HasKey(o => new { o.EntryId, o.StaffId });
        builder.HasOne<Entry>().WithMany().HasForeignKey(o => o.EntryId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(o => o.StaffId).OnDelete(DeleteBehavior.Cascade);
    }
}
