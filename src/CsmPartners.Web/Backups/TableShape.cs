using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CsmPartners.Web.Backups;

/// <summary>A table as the program's model knows it. Columns are in the order of their names, so that both databases say the same.</summary>
public sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns)
{
    public string Select => $"SELECT {Names} FROM [{Name}]";

    public string Insert => $"INSERT INTO [{Name}] ({Names}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"@p{i}"))})";

    private string Names => string.Join(", ", Columns.Select(c => $"[{c.Name}]"));

    /// <summary>Every table that the model maps, so that a new one cannot be forgotten.</summary>
    public static IReadOnlyList<TableShape> All(SiteDb db) =>
    [
        .. db.Model.GetRelationalModel().Tables
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => new TableShape(t.Name, [.. t.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => ColumnShape.Of(db.Model, c))])),
    ];
}

/// <param name="Json">Null unless the column holds JSON that the two databases write differently.</param>
public sealed record ColumnShape(string Name, ValueKind Kind, bool IsNullable, JsonText? Json)
{
    public static ColumnShape Of(IModel model, IColumn column) =>
        // A column that no property is mapped to holds a part of the row as JSON.
        column.PropertyMappings.Any()
            ? new(column.Name, ValueKinds.Of(column.ProviderClrType), column.IsNullable, null)
            : new(column.Name, ValueKind.Text, column.IsNullable, JsonText.Of(model, column));
}
