using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsmPartners;

internal static class LocalizedTextMapping
{
    /// <summary>Maps a text to three columns, <c>Title_Kk</c>, <c>Title_Ru</c>, <c>Title_En</c>, of at most <paramref name="length"/> UTF-16 units each.</summary>
    public static void Localized<T>(this EntityTypeBuilder<T> builder, Expression<Func<T, LocalizedText?>> property, int? length)
        where T : class =>
        builder.ComplexProperty(property, text =>
        {
            foreach (var language in new[] { text.Property(t => t.Kk), text.Property(t => t.Ru), text.Property(t => t.En) })
            {
                if (length is { } most)
                    language.HasMaxLength(most);
            }
        });
}

internal sealed class MuseumMapping : IEntityTypeConfiguration<Museum>
{
    public void Configure(EntityTypeBuilder<Museum> builder)
    {
        builder.ToTable("Museum", table => table.HasCheckConstraint("CK_Museum_OneRow", "[Id] = 1"));
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Localized(m => m.Name, 300);
        builder.Localized(m => m.ShortName, 100);
        builder.Localized(m => m.SiteTitle, 200);
        builder.Localized(m => m.Notice, 500);
        builder.Localized(m => m.City, 100);
        builder.Property(m => m.Country).HasMaxLength(2);
        builder.Property(m => m.Website).HasMaxLength(500);
    }
}

internal sealed class SiteStateMapping : IEntityTypeConfiguration<SiteState>
{
    public void Configure(EntityTypeBuilder<SiteState> builder)
    {
        builder.ToTable("SiteState", table => table.HasCheckConstraint("CK_SiteState_OneRow", "[Id] = 1"));
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Version).IsConcurrencyToken();
    }
}
