using CsmPartners.Entries;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CsmPartners;

/// <summary>Everything the site stores. Providers add only their connection and migrations.</summary>
public sealed class SiteDb(DbContextOptions<SiteDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Entry> Entries => Set<Entry>();
    public DbSet<Participation> Participations => Set<Participation>();
    public DbSet<Museum> Museums => Set<Museum>();
    public DbSet<SiteState> SiteStates => Set<SiteState>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SiteDb).Assembly);

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
