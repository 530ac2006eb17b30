using System;
using CsmPartners.Workflow;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsmPartners.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class PublicationRecords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "RowVersion",
                table: "WorkingCopies",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ScheduleReason",
                table: "WorkingCopies",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PublicationRecords",
                columns: table => new
                {
                    EntryId = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Revision = table.Column<int>(type: "int", nullable: false),
                    FromVersion = table.Column<long>(type: "bigint", nullable: true),
                    PublicFrom = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Began = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    UntilVersion = table.Column<long>(type: "bigint", nullable: true),
                    PublicUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Ended = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Evidence = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicationRecords", x => new { x.EntryId, x.Number });
                    table.CheckConstraint("CK_PublicationRecords_End", "([PublicUntil] IS NULL AND [Ended] IS NULL AND [UntilVersion] IS NULL) OR ([PublicUntil] IS NOT NULL AND [Ended] IS NOT NULL)");
                    table.CheckConstraint("CK_PublicationRecords_Interval", "[PublicUntil] >= [PublicFrom]");
                    table.CheckConstraint("CK_PublicationRecords_Number", "[Number] > 0");
                    table.ForeignKey(
                        name: "FK_PublicationRecords_Entries_EntryId",
                        column: x => x.EntryId,
                        principalTable: "Entries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_PublicationRecords_Revisions_EntryId_Revision",
                        columns: x => new { x.EntryId, x.Revision },
                        principalTable: "Revisions",
                        principalColumns: new[] { "EntryId", "Number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PublicationRecords_EntryId",
                table: "PublicationRecords",
                column: "EntryId",
                unique: true,
                filter: "[PublicUntil] IS NULL");

            migrationBuilder.Sql(EarlierPublications.Sql("TRY_CAST(SUBSTRING(a.[Detail], 3, PATINDEX('%[^0-9]%', SUBSTRING(a.[Detail], 3, 20) + ':') - 1) AS int)"));

            migrationBuilder.CreateIndex(
                name: "IX_PublicationRecords_EntryId_Revision",
                table: "PublicationRecords",
                columns: new[] { "EntryId", "Revision" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PublicationRecords");

            migrationBuilder.DropColumn(
                name: "RowVersion",
                table: "WorkingCopies");

            migrationBuilder.DropColumn(
                name: "ScheduleReason",
                table: "WorkingCopies");
        }
    }
}
