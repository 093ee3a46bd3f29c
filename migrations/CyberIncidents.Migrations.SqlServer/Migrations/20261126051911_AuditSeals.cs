using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class AuditSeals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Begun",
                table: "AuditChains",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "AuditChains",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Note",
                table: "AccessGrants",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Begun",
                table: "AuditChains");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "AuditChains");

            migrationBuilder.DropColumn(
                name: "Note",
                table: "AccessGrants");
        }
    }
}
