using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class ContactCheckOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Of several checks of an organisation that were left open the newest goes on: from now on there is one at a time.
            migrationBuilder.Sql(
                "UPDATE ContactChecks SET SupersededAt = CreatedAt WHERE AnsweredAt IS NULL AND SupersededAt IS NULL AND EXISTS (SELECT 1 FROM ContactChecks n"
                + " WHERE n.OrganisationId = ContactChecks.OrganisationId AND n.AnsweredAt IS NULL AND n.SupersededAt IS NULL"
                + " AND (n.CreatedAt > ContactChecks.CreatedAt OR (n.CreatedAt = ContactChecks.CreatedAt AND n.Id > ContactChecks.Id)))");
            migrationBuilder.CreateIndex(
                name: "IX_ContactChecks_Open",
                table: "ContactChecks",
                column: "OrganisationId",
                unique: true,
                filter: "[AnsweredAt] IS NULL AND [SupersededAt] IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContactChecks_Open",
                table: "ContactChecks");
        }
    }
}
