using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class OneStage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Two people may have started the same stage at the same instant; the earlier one counts.
            migrationBuilder.Sql("""
            UPDATE [LegalClocks] SET [State] = 'Cancelled', [EndedAt] = [CreatedAt]
            WHERE [RequestId] IS NULL AND [EndedAt] IS NULL AND [RuleCode] IS NOT NULL AND EXISTS (
                SELECT 1 FROM [LegalClocks] AS [o]
                WHERE [o].[IncidentId] = [LegalClocks].[IncidentId] AND [o].[RuleCode] = [LegalClocks].[RuleCode] AND [o].[RequestId] IS NULL
                    AND [o].[EndedAt] IS NULL AND ([o].[CreatedAt] < [LegalClocks].[CreatedAt]
                        OR ([o].[CreatedAt] = [LegalClocks].[CreatedAt] AND [o].[Id] < [LegalClocks].[Id])));
            """);

            migrationBuilder.CreateIndex(
                name: "IX_LegalClocks_IncidentId_RuleCode",
                table: "LegalClocks",
                columns: new[] { "IncidentId", "RuleCode" },
                unique: true,
                filter: "[RequestId] IS NULL AND [EndedAt] IS NULL AND [RuleCode] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LegalClocks_IncidentId_RuleCode",
                table: "LegalClocks");
        }
    }
}
