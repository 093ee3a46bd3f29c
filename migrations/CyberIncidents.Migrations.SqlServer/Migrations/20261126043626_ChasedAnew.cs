using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class ChasedAnew : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LegalClocks_RequestId",
                table: "LegalClocks");

            migrationBuilder.AddColumn<DateTime>(
                name: "ChasedFrom",
                table: "Requests",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ShiftedAt",
                table: "Requests",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Shifts",
                table: "Requests",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_LegalClocks_RequestId_State_DueAt",
                table: "LegalClocks",
                columns: new[] { "RequestId", "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ChasingEntries_InDigest",
                table: "ChasingEntries",
                column: "RequestId",
                filter: "[Outcome] IN ('InDigest')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_LegalClocks_RequestId_State_DueAt",
                table: "LegalClocks");

            migrationBuilder.DropIndex(
                name: "IX_ChasingEntries_InDigest",
                table: "ChasingEntries");

            migrationBuilder.DropColumn(
                name: "ChasedFrom",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "ShiftedAt",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Shifts",
                table: "Requests");

            migrationBuilder.CreateIndex(
                name: "IX_LegalClocks_RequestId",
                table: "LegalClocks",
                column: "RequestId");
        }
    }
}
