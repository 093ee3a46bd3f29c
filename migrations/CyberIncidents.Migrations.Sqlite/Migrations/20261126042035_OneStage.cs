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
