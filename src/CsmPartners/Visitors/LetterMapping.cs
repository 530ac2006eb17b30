using CsmPartners.Entries;
using CsmPartners.Staff;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsmPartners.Visitors;

internal sealed class LetterMapping : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> builder)
    {
        builder.ToTable("Letters", table => table.HasCheckConstraint("CK_Letters_Text", "[Text] <> ''"));
        builder.Property(l => l.Key).HasMaxLength(64);
        builder.HasIndex(l => l.Key).IsUnique();
        builder.Property(l => l.FormNumber).HasMaxLength(Letter.FormNumberLength);
        builder.HasIndex(l => l.FormNumber).IsUnique();
        builder.Property(l => l.Language).HasMaxLength(2);
        builder.Property(l => l.Text).HasMaxLength(Letter.TextLength);
        builder.Property(l => l.Name).HasMaxLength(Letter.NameLength);
        builder.Property(l => l.Email).HasMaxLength(Letter.EmailLength);
        builder.Property(l => l.HandledByName).HasMaxLength(StaffMember.NameLength);
        builder.Property(l => l.Note).HasMaxLength(Letter.NoteLength);
        builder.Property(l => l.Changes).IsConcurrencyToken();
        builder.HasOne<Entry>().WithMany().HasForeignKey(l => l.EntryId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(l => l.HandledById).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.State, l.At });
        builder.HasIndex(l => l.SettledAt);
        builder.HasIndex(l => l.AnnounceAt);
    }
}
