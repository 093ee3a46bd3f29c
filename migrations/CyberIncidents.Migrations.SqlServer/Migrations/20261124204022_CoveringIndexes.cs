using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class CoveringIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Incidents_OwnerId",
                table: "Incidents");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_CreatedAt_Id_Tlp",
                table: "Incidents",
                columns: new[] { "CreatedAt", "Id", "Tlp" });

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_OwnerId",
                table: "Incidents",
                columns: new[] { "OwnerId", "Id", "Tlp" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Incidents_CreatedAt_Id_Tlp",
                table: "Incidents");

            migrationBuilder.DropIndex(
                name: "IX_Incidents_OwnerId",
                table: "Incidents");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_OwnerId",
                table: "Incidents",
                column: "OwnerId");
        }
    }
}
