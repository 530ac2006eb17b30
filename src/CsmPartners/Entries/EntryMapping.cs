using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsmPartners.Entries;

/// <summary>One table for all kinds of entries; check constraints are written in the SQL that both databases share.</summary>
internal sealed class EntryMapping : IEntityTypeConfiguration<Entry>
{
    public void Configure(EntityTypeBuilder<Entry> builder)
    {
        builder.ToTable("Entries", table =>
        {
            table.HasCheckConstraint("CK_Entries_Slug", "[Slug] <> ''");
            table.HasCheckConstraint("CK_Entries_Country", "[Country] LIKE '__'");
            table.HasCheckConstraint("CK_Entries_Represents", "[Represents] LIKE '__'");
            table.HasCheckConstraint("CK_Entries_Latitude", "[Latitude] BETWEEN -90 AND 90");
            table.HasCheckConstraint("CK_Entries_Longitude", "[Longitude] BETWEEN -180 AND 180");
            table.HasCheckConstraint("CK_Entries_Period", "SUBSTRING([Period_Ends], 1, 4) >= SUBSTRING([Period_Starts], 1, 4)");
            table.HasCheckConstraint("CK_Entries_NumberOfPeople", "[NumberOfPeople] > 0");
        });
        builder.Ignore(e => e.Kind);
        builder.HasDiscriminator<string>("KindName")
            .HasValue<Partner>(nameof(EntryKind.Partner))
            .HasValue<Project>(nameof(EntryKind.Project))
            .HasValue<Exhibition>(nameof(EntryKind.Exhibition))
            .HasValue<Training>(nameof(EntryKind.Training))
            .HasValue<Agreement>(nameof(EntryKind.Agreement))
            .HasValue<Event>(nameof(EntryKind.Event))
            .HasValue<Publication>(nameof(EntryKind.Publication))
            .HasValue<Page>(nameof(EntryKind.Page));
        builder.Property("KindName").HasColumnName("Kind").HasMaxLength(20);
        builder.Property(e => e.Slug).HasMaxLength(Entry.SlugLength);
        builder.HasIndex("KindName", nameof(Entry.Slug)).IsUnique();
        builder.Localized(e => e.Title, Entry.TitleLength);
        builder.Localized(e => e.Summary, Entry.SummaryLength);
        builder.Localized(e => e.Body, null);
        builder.Localized(e => e.WithdrawalReason, 1000);
    }
}

internal sealed class PartnerMapping : IEntityTypeConfiguration<Partner>
{
    public void Configure(EntityTypeBuilder<Partner> builder)
    {
        builder.Property(p => p.NativeName).HasMaxLength(300);
        builder.Property(p => p.NativeLanguage).HasMaxLength(20);
        builder.Localized(p => p.City, 100);
        builder.Property(p => p.Country).HasMaxLength(2);
        builder.Property(p => p.Represents).HasMaxLength(2);
        builder.Property(p => p.Website).HasMaxLength(500);
        builder.Property(p => p.Wikidata).HasMaxLength(20);
        builder.Property(p => p.Ror).HasMaxLength(20);
        builder.PrimitiveCollection(p => p.Cooperation).ElementType().HasConversion<string>();
        builder.ComplexCollection(p => p.FormerNames, names =>
        {
            names.ToJson();
            names.Ignore(n => n.When);
        });
    }
}

internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ComplexProperty(a => a.Period);
        builder.ComplexCollection(a => a.Venues, venues =>
        {
            venues.ToJson();
            venues.Ignore(v => v.Partner);
            venues.Ignore(v => v.When);
            venues.Ignore(v => v.CityThere);
            venues.Ignore(v => v.CountryThere);
        });
        builder.ComplexCollection(a => a.People, people => people.ToJson());
        builder.HasOne(a => a.PartOf).WithMany().HasForeignKey(a => a.PartOfId).OnDelete(DeleteBehavior.NoAction);
        builder.Ignore(a => a.When);
        builder.Ignore(a => a.OtherCountries);
    }
}

internal sealed class TrainingMapping : IEntityTypeConfiguration<Training>
{
    public void Configure(EntityTypeBuilder<Training> builder) => builder.Localized(t => t.StaffCategories, 500);
}

internal sealed class PublicationMapping : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> builder)
    {
        builder.Property(p => p.Isbn).HasMaxLength(20);
        builder.Property(p => p.Issn).HasMaxLength(9);
    }
}

internal sealed class ParticipationMapping : IEntityTypeConfiguration<Participation>
{
    public void Configure(EntityTypeBuilder<Participation> builder)
    {
        builder.HasKey(p => new { p.ActivityId, p.PartnerId, p.Role });
        builder.HasOne(p => p.Activity).WithMany(a => a.Participations).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(p => p.Partner).WithMany(p => p.Participations).OnDelete(DeleteBehavior.NoAction);
    }
}
