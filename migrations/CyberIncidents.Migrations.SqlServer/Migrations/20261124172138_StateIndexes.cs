using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class StateIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_State_DueAt",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_State_SilentFrom",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Incidents_Status_CreatedAt",
                table: "Incidents");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_State_CreatedAt_Id",
                table: "Requests",
                columns: new[] { "State", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_RequestEntries_Newest",
                table: "RequestEntries",
                columns: new[] { "CreatedAt", "Move", "RequestId" });

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_Ended",
                table: "Incidents",
                columns: new[] { "Status", "CreatedAt", "Id" },
                filter: "[Status] IN ('Resolved', 'Closed', 'Rejected', 'Duplicate')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_State_CreatedAt_Id",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_RequestEntries_Newest",
                table: "RequestEntries");

            migrationBuilder.DropIndex(
                name: "IX_Incidents_Ended",
                table: "Incidents");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_State_DueAt",
                table: "Requests",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_State_SilentFrom",
                table: "Requests",
                columns: new[] { "State", "SilentFrom" });

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_Status_CreatedAt",
                table: "Incidents",
                columns: new[] { "Status", "CreatedAt" });
        }
    }
}
