using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LegalBases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "RegimeId",
                table: "DeadlineRules",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "LegalBases",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    NameId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    DescriptionEn = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    DescriptionId = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Jurisdiction = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Confidence = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    VerifiedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ValidTo = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SortOrder = table.Column<int>(type: "INTEGER", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EditedHere = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LegalBases", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LegalBases_Code",
                table: "LegalBases",
                column: "Code",
                unique: true);

            // What was seeded becomes the administrator's to keep. Requests and rules name it by its code, which stays.
            migrationBuilder.Sql("""
            INSERT INTO [LegalBases] ([Id], [Code], [NameEn], [NameId], [DescriptionEn], [DescriptionId], [Jurisdiction], [Source], [Confidence],
                [SortOrder], [RetiredAt], [EditedHere], [CreatedAt], [Version])
            SELECT [Id], [Code], [NameEn], [NameId], [DescriptionEn], [DescriptionId],
                CASE WHEN [Code] LIKE 'eu-%' THEN 'EU' WHEN [Code] LIKE 'id-%' THEN 'ID' ELSE 'INT' END,
                COALESCE([SourceText], ''), COALESCE([Confidence], 'K'), [SortOrder], [RetiredAt], 0, [CreatedAt], [Version]
            FROM [CodeEntries] WHERE [List] = 'legal-basis';
            DELETE FROM [CodeEntries] WHERE [List] = 'legal-basis';
            """);

            migrationBuilder.DropColumn(
                name: "Confidence",
                table: "CodeEntries");

            migrationBuilder.DropColumn(
                name: "SourceText",
                table: "CodeEntries");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Confidence",
                table: "CodeEntries",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SourceText",
                table: "CodeEntries",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.Sql("""
            INSERT INTO [CodeEntries] ([Id], [List], [Code], [Parent], [NameEn], [NameId], [DescriptionEn], [DescriptionId], [SourceText], [Confidence],
                [SortOrder], [RetiredAt], [CreatedAt], [Version])
            SELECT [Id], 'legal-basis', [Code], '', [NameEn], [NameId], [DescriptionEn], [DescriptionId], [Source], [Confidence],
                [SortOrder], [RetiredAt], [CreatedAt], [Version]
            FROM [LegalBases];
            """);

            // What the old form cannot hold, dates and whether an administrator changed it, is lost; the seeds bring their own back.
            migrationBuilder.Sql("DELETE FROM [SeedHistory] WHERE [Name] IN ('reference/legal-bases.json', 'reference/deadline-rules.json');");

            migrationBuilder.DropTable(
                name: "LegalBases");

            migrationBuilder.DropColumn(
                name: "RegimeId",
                table: "DeadlineRules");
        }
    }
}
