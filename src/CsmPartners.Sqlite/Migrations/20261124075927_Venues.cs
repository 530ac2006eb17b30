using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsmPartners.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Venues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Venues",
                table: "Entries",
                type: "TEXT",
                nullable: true);

            // The one place that an activity had becomes its first venue, in its row and in every revision.
            migrationBuilder.Sql(
                """
                UPDATE Entries SET Country = NULL, Venues = CASE
                    WHEN COALESCE(Place_Kk, '') || COALESCE(Place_Ru, '') || COALESCE(Place_En, '') || COALESCE(Country, '') = '' THEN '[]'
                    ELSE json_array(json_object(
                        'PartnerId', NULL,
                        'Name', json('{"Kk":"","Ru":"","En":""}'),
                        'City', json_object('Kk', COALESCE(Place_Kk, ''), 'Ru', COALESCE(Place_Ru, ''), 'En', COALESCE(Place_En, '')),
                        'Country', Country, 'From', NULL, 'Until', NULL))
                    END
                WHERE Kind NOT IN ('Partner', 'Page');
                """);
            migrationBuilder.Sql(
                """
                UPDATE Revisions SET Document = json_remove(json_set(Document, '$.Venues', CASE
                    WHEN json_extract(Document, '$.Place.Kk') || json_extract(Document, '$.Place.Ru') || json_extract(Document, '$.Place.En') || json_extract(Document, '$.Country') = '' THEN json('[]')
                    ELSE json_array(json_object(
                        'Key', '00000001', 'PartnerId', NULL,
                        'Name', json('{"Kk":"","Ru":"","En":""}'),
                        'City', json(json_extract(Document, '$.Place')),
                        'Country', json_extract(Document, '$.Country'), 'From', '', 'Until', ''))
                    END), '$.Place', '$.Country')
                WHERE EntryId IN (SELECT Id FROM Entries WHERE Kind NOT IN ('Partner', 'Page'));
                """);

            // Not DropColumn, which builds the whole table anew outside of a transaction.
            foreach (var language in new[] { "Kk", "Ru", "En" })
                migrationBuilder.Sql($"ALTER TABLE Entries DROP COLUMN Place_{language};");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE Entries DROP COLUMN Venues;");

            migrationBuilder.AddColumn<string>(
                name: "Place_En",
                table: "Entries",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Place_Kk",
                table: "Entries",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Place_Ru",
                table: "Entries",
                type: "TEXT",
                maxLength: 200,
                nullable: true);
        }
    }
}
