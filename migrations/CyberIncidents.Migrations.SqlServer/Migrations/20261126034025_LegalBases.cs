using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
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
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "LegalBases",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Code = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    NameEn = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    NameId = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    DescriptionEn = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    DescriptionId = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: true),
                    Jurisdiction = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false, collation: "Latin1_General_BIN2"),
                    Source = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Confidence = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    VerifiedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    ValidFrom = table.Column<DateOnly>(type: "date", nullable: true),
                    ValidTo = table.Column<DateOnly>(type: "date", nullable: true),
                    SortOrder = table.Column<int>(type: "int", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EditedHere = table.Column<bool>(type: "bit", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LegalBases", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LegalBases_Code",
                table: "LegalBases",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LegalBases_CreatedAt_Id",
                table: "LegalBases",
                columns: new[] { "CreatedAt", "Id" })
                .Annotation("SqlServer:Clustered", true);

            // What was seeded becomes the administrator's to keep. Requests and rules name it by its code, which stays.
            // By EXEC, so that a script which skips this is still read by a server where these columns have gone.
            migrationBuilder.Sql("""
            EXEC(N'INSERT INTO [LegalBases] ([Id], [Code], [NameEn], [NameId], [DescriptionEn], [DescriptionId], [Jurisdiction], [Source], [Confidence],
                [SortOrder], [RetiredAt], [EditedHere], [CreatedAt], [Version])
            SELECT [Id], [Code], [NameEn], [NameId], [DescriptionEn], [DescriptionId],
                CASE WHEN [Code] LIKE ''eu-%'' THEN ''EU'' WHEN [Code] LIKE ''id-%'' THEN ''ID'' ELSE ''INT'' END,
                COALESCE([SourceText], ''''), COALESCE([Confidence], ''K''), [SortOrder], [RetiredAt], 0, [CreatedAt], [Version]
            FROM [CodeEntries] WHERE [List] = ''legal-basis'';
            DELETE FROM [CodeEntries] WHERE [List] = ''legal-basis'';');
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
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SourceText",
                table: "CodeEntries",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.Sql("""
            EXEC(N'INSERT INTO [CodeEntries] ([Id], [List], [Code], [Parent], [NameEn], [NameId], [DescriptionEn], [DescriptionId], [SourceText], [Confidence],
                [SortOrder], [RetiredAt], [CreatedAt], [Version])
            SELECT [Id], ''legal-basis'', [Code], '''', [NameEn], [NameId], [DescriptionEn], [DescriptionId], [Source], [Confidence],
                [SortOrder], [RetiredAt], [CreatedAt], [Version]
            FROM [LegalBases];');
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
