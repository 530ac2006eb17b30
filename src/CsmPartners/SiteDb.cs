using CsmPartners.Entries;
using CsmPartners.Expiry;
using CsmPartners.Media;
using CsmPartners.Revisions;
using CsmPartners.Running;
using CsmPartners.Staff;
using CsmPartners.Visitors;
using CsmPartners.Workflow;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CsmPartners;

/// <summary>Everything the site stores. Providers add only their connection and migrations.</summary>
public sealed class SiteDb(DbContextOptions<SiteDb> options) : IdentityUserContext<StaffMember, int>(options), IDataProtectionKeyContext
{
    public DbSet<Entry> Entries => Set<Entry>();
    public DbSet<Participation> Participations => Set<Participation>();
    public DbSet<Museum> Museums => Set<Museum>();
    public DbSet<SiteState> SiteStates => Set<SiteState>();
    public DbSet<Redirect> Redirects => Set<Redirect>();
    public DbSet<Revision> Revisions => Set<Revision>();
    public DbSet<WorkingCopy> WorkingCopies => Set<WorkingCopy>();
    public DbSet<PublicationRecord> PublicationRecords => Set<PublicationRecord>();
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<PreviewLink> PreviewLinks => Set<PreviewLink>();
    public DbSet<OpenEditor> OpenEditors => Set<OpenEditor>();
    public DbSet<MediaFile> MediaFiles => Set<MediaFile>();
    public DbSet<Letter> Letters => Set<Letter>();
    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();
    public DbSet<TryCounter> TryCounters => Set<TryCounter>();
    public DbSet<SignInFailure> SignInFailures => Set<SignInFailure>();
    public DbSet<ResetLink> ResetLinks => Set<ResetLink>();
    public DbSet<DeskSettings> DeskSettings => Set<DeskSettings>();
    public DbSet<Node> Nodes => Set<Node>();
    public DbSet<DeletionMark> DeletionMarks => Set<DeletionMark>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>What this database's errors mean.</summary>
    internal DatabaseErrors Errors { get; } = options.FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<DatabaseErrors>().FirstOrDefault()
        ?? throw new ArgumentException("The options lack the provider's DatabaseErrors.", nameof(options));

    // With passkeys. Said here, since migrations are made without the program's own options.
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<IdentityUserClaim<int>>().ToTable("StaffClaims");
        builder.Entity<IdentityUserLogin<int>>(login =>
        {
            login.ToTable("StaffLogins");
            login.Property(l => l.LoginProvider).HasMaxLength(128);
            login.Property(l => l.ProviderKey).HasMaxLength(128);
        });
        builder.Entity<IdentityUserToken<int>>(token =>
        {
            token.ToTable("StaffTokens");
            token.Property(t => t.LoginProvider).HasMaxLength(128);
            token.Property(t => t.Name).HasMaxLength(128);
        });
        builder.Entity<IdentityUserPasskey<int>>(passkey =>
        {
            passkey.ToTable("StaffPasskeys");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(800);
            passkey.OwnsOne(p => p.Data, data => data.ToJson());
            passkey.HasOne<StaffMember>().WithMany().HasForeignKey(p => p.UserId);
        });
        builder.ApplyConfigurationsFromAssembly(typeof(SiteDb).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<PartialDate>().HaveConversion<PartialDateConverter>().HaveMaxLength(10);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    private sealed class PartialDateConverter() : ValueConverter<PartialDate, string>(d => d.ToString(), s => PartialDate.Parse(s));

    /// <summary>Both databases forget that a time is UTC.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(d => d, d => DateTime.SpecifyKind(d, DateTimeKind.Utc));
}
