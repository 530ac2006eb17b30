using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsmPartners.SqlServer.Migrations
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
                type: "nvarchar(max)",
                nullable: true);

            // The one place that an activity had becomes its first venue, in its row and in every revision. EXEC, because a script that
            // holds the whole migration is compiled before the column is there.
            migrationBuilder.Sql(
                """
                EXEC(N'
                UPDATE Entries SET Country = NULL, Venues = CASE
                    WHEN CONCAT(Place_Kk, Place_Ru, Place_En, Country) = N'''' THEN N''[]''
                    ELSE CONCAT(
                        N''[{"PartnerId":null,"Name":{"Kk":"","Ru":"","En":""},"City":{"Kk":"'', STRING_ESCAPE(COALESCE(Place_Kk, N''''), ''json''),
                        N''","Ru":"'', STRING_ESCAPE(COALESCE(Place_Ru, N''''), ''json''),
                        N''","En":"'', STRING_ESCAPE(COALESCE(Place_En, N''''), ''json''),
                        N''"},"Country":'', CASE WHEN Country IS NULL THEN N''null'' ELSE CONCAT(N''"'', Country, N''"'') END, N'',"From":null,"Until":null}]'')
                    END
                WHERE Kind NOT IN (N''Partner'', N''Page'');
                ')
                """);
            migrationBuilder.Sql(
                """
                EXEC(N'
                UPDATE Revisions SET Document = JSON_MODIFY(JSON_MODIFY(JSON_MODIFY(Document, ''$.Venues'', JSON_QUERY(CASE
                    WHEN CONCAT(JSON_VALUE(Document, ''$.Place.Kk''), JSON_VALUE(Document, ''$.Place.Ru''), JSON_VALUE(Document, ''$.Place.En''), JSON_VALUE(Document, ''$.Country'')) = N'''' THEN N''[]''
                    ELSE CONCAT(
                        N''[{"Key":"00000001","PartnerId":null,"Name":{"Kk":"","Ru":"","En":""},"City":'', JSON_QUERY(Document, ''$.Place''),
                        N'',"Country":"'', JSON_VALUE(Document, ''$.Country''), N''","From":"","Until":""}]'')
                    END)), ''$.Place'', NULL), ''$.Country'', NULL)
                WHERE EntryId IN (SELECT Id FROM Entries WHERE Kind NOT IN (N''Partner'', N''Page''));
                ')
                """);

            migrationBuilder.DropColumn(
                name: "Place_En",
                table: "Entries");

            migrationBuilder.DropColumn(
                name: "Place_Kk",
                table: "Entries");

            migrationBuilder.DropColumn(
                name: "Place_Ru",
                table: "Entries");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Venues",
                table: "Entries");

            migrationBuilder.AddColumn<string>(
                name: "Place_En",
                table: "Entries",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Place_Kk",
                table: "Entries",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Place_Ru",
                table: "Entries",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);
        }
    }
}
