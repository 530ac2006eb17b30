using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsmPartners.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LetterForms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "FormNumber",
                table: "Letters",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Letters_FormNumber",
                table: "Letters",
                column: "FormNumber",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Letters_FormNumber",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "FormNumber",
                table: "Letters");
        }
    }
}
