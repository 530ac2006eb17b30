using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CsmPartners.Running;

internal sealed class NodeMapping : IEntityTypeConfiguration<Node>
{
    public void Configure(EntityTypeBuilder<Node> builder)
    {
        builder.ToTable("Nodes");
        builder.HasKey(n => n.Name);
        builder.Property(n => n.Name).HasMaxLength(Node.NameLength);
        builder.Property(n => n.Program).HasMaxLength(Node.ProgramLength);
        builder.HasIndex(n => n.SeenAt);
    }
}
