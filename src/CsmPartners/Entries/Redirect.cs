using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsmPartners.Entries;

/// <summary>
/// An address that an entry had once. It leads to the entry, not to another address, so that there are no chains and no circles.
/// </summary>
public sealed class Redirect
{
    public int Id { get; set; }
    public EntryKind Kind { get; set; }
    public string Slug { get; set; } = "";
    public int EntryId { get; set; }
    [JsonIgnore]
    public Entry Entry { get; set; } = null!;
}

internal sealed class RedirectMapping : IEntityTypeConfiguration<Redirect>
{
    public void Configure(EntityTypeBuilder<Redirect> builder)
    {
        builder.ToTable("Redirects");
        builder.Property(r => r.Slug).HasMaxLength(Entry.SlugLength);
        builder.HasIndex(r => new { r.Kind, r.Slug }).IsUnique();
        builder.HasOne(r => r.Entry).WithMany().HasForeignKey(r => r.EntryId).OnDelete(DeleteBehavior.Cascade);
    }
}
