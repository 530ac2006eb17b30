using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsmPartners.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Letters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "LettersTo",
                table: "DeskSettings",
                type: "TEXT",
                maxLength: 254,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Letters",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Language = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    EntryId = table.Column<int>(type: "INTEGER", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SettledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnnounceAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    HandledById = table.Column<int>(type: "INTEGER", nullable: true),
                    HandledByName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Changes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Letters", x => x.Id);
                    table.CheckConstraint("CK_Letters_Text", "[Text] <> ''");
                    table.ForeignKey(
                        name: "FK_Letters_Entries_EntryId",
                        column: x => x.EntryId,
                        principalTable: "Entries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Letters_Staff_HandledById",
                        column: x => x.HandledById,
                        principalTable: "Staff",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Letters_AnnounceAt",
                table: "Letters",
                column: "AnnounceAt");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_EntryId",
                table: "Letters",
                column: "EntryId");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_HandledById",
                table: "Letters",
                column: "HandledById");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_Key",
                table: "Letters",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Letters_SettledAt",
                table: "Letters",
                column: "SettledAt");

            migrationBuilder.CreateIndex(
                name: "IX_Letters_State_At",
                table: "Letters",
                columns: new[] { "State", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Letters");

            migrationBuilder.Sql("ALTER TABLE DeskSettings DROP COLUMN LettersTo;");
        }
    }
}
