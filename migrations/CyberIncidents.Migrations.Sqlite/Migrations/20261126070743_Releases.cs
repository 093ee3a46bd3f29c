using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Releases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "ApprovedById",
                table: "Releases",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<DateTime>(
                name: "DecidedAt",
                table: "Releases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Note",
                table: "Releases",
                type: "TEXT",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Number",
                table: "Releases",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "RedactionNote",
                table: "Releases",
                type: "TEXT",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RejectedById",
                table: "Releases",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RejectionReason",
                table: "Releases",
                type: "TEXT",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "Releases",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "Released");

            migrationBuilder.AddColumn<string>(
                name: "Sha256",
                table: "ReleaseItems",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_Releases_Number",
                table: "Releases",
                column: "Number",
                unique: true,
                filter: "[Number] <> ''");

            migrationBuilder.AddCheckConstraint(
                name: "CK_Release_State",
                table: "Releases",
                sql: "[State] IN ('Released', 'PendingApproval', 'Rejected')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Releases_Number",
                table: "Releases");

            migrationBuilder.DropCheckConstraint(
                name: "CK_Release_State",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "DecidedAt",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Note",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "RedactionNote",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "RejectedById",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "RejectionReason",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "State",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Sha256",
                table: "ReleaseItems");

            migrationBuilder.AlterColumn<Guid>(
                name: "ApprovedById",
                table: "Releases",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
