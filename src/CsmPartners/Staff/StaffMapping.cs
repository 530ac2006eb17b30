using CsmPartners.Visitors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsmPartners.Staff;

internal sealed class StaffMemberMapping : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.ToTable("Staff");
        builder.Property(s => s.Name).HasMaxLength(StaffMember.NameLength);
        builder.Property(s => s.Language).HasMaxLength(2);
    }
}

internal sealed class AuditEventMapping : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        // Told to EF, since SQL Server hands out new keys in another way for tables with triggers.
        builder.ToTable("AuditEvents", table => table.HasTrigger("AuditEvents_AreKept"));
        builder.Property(a => a.ActorName).HasMaxLength(StaffMember.NameLength);
        builder.Property(a => a.Subject).HasMaxLength(AuditEvent.SubjectLength);
        builder.Property(a => a.Detail).HasMaxLength(AuditEvent.DetailLength);
        builder.Property(a => a.Address).HasMaxLength(45);
        builder.HasIndex(a => a.At);
        builder.HasIndex(a => a.EntryId);
    }
}

internal sealed class DeskSettingsMapping : IEntityTypeConfiguration<DeskSettings>
{
    public void Configure(EntityTypeBuilder<DeskSettings> builder)
    {
        builder.ToTable("DeskSettings", table => table.HasCheckConstraint("CK_DeskSettings_OneRow", "[Id] = 1"));
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.LettersTo).HasMaxLength(Letter.EmailLength);
    }
}

internal sealed class TryCounterMapping : IEntityTypeConfiguration<TryCounter>
{
    public void Configure(EntityTypeBuilder<TryCounter> builder)
    {
        builder.ToTable("TryCounters");
        // Without a foreign key, since some count for nobody; nobody who was at the desk is ever deleted.
        builder.HasKey(c => new { c.StaffId, c.Source, c.Secret });
        builder.Property(c => c.Source).HasMaxLength(TryCounter.SourceLength);
    }
}

internal sealed class SignInFailureMapping : IEntityTypeConfiguration<SignInFailure>
{
    public void Configure(EntityTypeBuilder<SignInFailure> builder)
    {
        builder.ToTable("SignInFailures");
        builder.Property(f => f.Email).HasMaxLength(SignInFailure.EmailLength);
        builder.Property(f => f.Address).HasMaxLength(45);
        builder.HasIndex(f => f.At);
    }
}

internal sealed class ResetLinkMapping : IEntityTypeConfiguration<ResetLink>
{
    public void Configure(EntityTypeBuilder<ResetLink> builder)
    {
        builder.ToTable("ResetLinks");
        builder.HasKey(l => l.StaffId);
        builder.Property(l => l.StaffId).ValueGeneratedNever();
        builder.Property(l => l.Hash).HasMaxLength(ResetLink.HashLength);
        builder.Property(l => l.Stamp).HasMaxLength(ResetLink.StampLength);
        builder.HasOne<StaffMember>().WithOne().HasForeignKey<ResetLink>(l => l.StaffId);
    }
}
