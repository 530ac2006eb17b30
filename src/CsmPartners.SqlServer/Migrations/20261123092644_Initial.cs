using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CsmPartners.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    FriendlyName = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Xml = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Entries",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Slug = table.Column<string>(type: "nvarchar(80)", maxLength: 80, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    KazakhTitleToConfirm = table.Column<bool>(type: "bit", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Body_En = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Body_Kk = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Body_Ru = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Summary_En = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Summary_Kk = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Summary_Ru = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Title_En = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Title_Kk = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Title_Ru = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    WithdrawalReason_En = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    WithdrawalReason_Kk = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    WithdrawalReason_Ru = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    Country = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: true),
                    PartOfId = table.Column<int>(type: "int", nullable: true),
                    Period_Continues = table.Column<bool>(type: "bit", nullable: true),
                    Period_Ends = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    Period_Starts = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    Period_Yearly = table.Column<bool>(type: "bit", nullable: true),
                    Place_En = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Place_Kk = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Place_Ru = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    SignedOn = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: true),
                    Renews = table.Column<bool>(type: "bit", nullable: true),
                    Countries = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Direction = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Type = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    Languages = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Isbn = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    Issn = table.Column<string>(type: "nvarchar(9)", maxLength: 9, nullable: true),
                    InPreparation = table.Column<bool>(type: "bit", nullable: true),
                    NumberOfPeople = table.Column<int>(type: "int", nullable: true),
                    StaffCategories_En = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    StaffCategories_Kk = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    StaffCategories_Ru = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    MenuPosition = table.Column<int>(type: "int", nullable: true),
                    Institution = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: true),
                    NativeName = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    NativeLanguage = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    Acronyms = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    Represents = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: true),
                    Latitude = table.Column<double>(type: "float", nullable: true),
                    Longitude = table.Column<double>(type: "float", nullable: true),
                    Website = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Wikidata = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    Ror = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: true),
                    Cooperation = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    City_En = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    City_Kk = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    City_Ru = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    FormerNames = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    People = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Entries", x => x.Id);
                    table.CheckConstraint("CK_Entries_Country", "[Country] LIKE '__'");
                    table.CheckConstraint("CK_Entries_Latitude", "[Latitude] BETWEEN -90 AND 90");
                    table.CheckConstraint("CK_Entries_Longitude", "[Longitude] BETWEEN -180 AND 180");
                    table.CheckConstraint("CK_Entries_NumberOfPeople", "[NumberOfPeople] > 0");
                    table.CheckConstraint("CK_Entries_Period", "SUBSTRING([Period_Ends], 1, 4) >= SUBSTRING([Period_Starts], 1, 4)");
                    table.CheckConstraint("CK_Entries_Represents", "[Represents] LIKE '__'");
                    table.CheckConstraint("CK_Entries_Slug", "[Slug] <> ''");
                    table.ForeignKey(
                        name: "FK_Entries_Entries_PartOfId",
                        column: x => x.PartOfId,
                        principalTable: "Entries",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateTable(
                name: "Museum",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Country = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: false),
                    Latitude = table.Column<double>(type: "float", nullable: false),
                    Longitude = table.Column<double>(type: "float", nullable: false),
                    Website = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    City_En = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    City_Kk = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    City_Ru = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Name_En = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Name_Kk = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Name_Ru = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    Notice_En = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Notice_Kk = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Notice_Ru = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    ShortName_En = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    ShortName_Kk = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    ShortName_Ru = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    SiteTitle_En = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SiteTitle_Kk = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SiteTitle_Ru = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Museum", x => x.Id);
                    table.CheckConstraint("CK_Museum_OneRow", "[Id] = 1");
                });

            migrationBuilder.CreateTable(
                name: "SiteState",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    SeededAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SiteState", x => x.Id);
                    table.CheckConstraint("CK_SiteState_OneRow", "[Id] = 1");
                });

            migrationBuilder.CreateTable(
                name: "Participations",
                columns: table => new
                {
                    ActivityId = table.Column<int>(type: "int", nullable: false),
                    PartnerId = table.Column<int>(type: "int", nullable: false),
                    Role = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Participations", x => new { x.ActivityId, x.PartnerId, x.Role });
                    table.ForeignKey(
                        name: "FK_Participations_Entries_ActivityId",
                        column: x => x.ActivityId,
                        principalTable: "Entries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Participations_Entries_PartnerId",
                        column: x => x.PartnerId,
                        principalTable: "Entries",
                        principalColumn: "Id");
                });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Kind_Slug",
                table: "Entries",
                columns: new[] { "Kind", "Slug" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Entries_PartOfId",
                table: "Entries",
                column: "PartOfId");

            migrationBuilder.CreateIndex(
                name: "IX_Participations_PartnerId",
                table: "Participations",
                column: "PartnerId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "Museum");

            migrationBuilder.DropTable(
                name: "Participations");

            migrationBuilder.DropTable(
                name: "SiteState");

            migrationBuilder.DropTable(
                name: "Entries");
        }
    }
}
