using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
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
                type: "uniqueidentifier",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uniqueidentifier");

            migrationBuilder.AddColumn<DateTime>(
                name: "DecidedAt",
                table: "Releases",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Note",
                table: "Releases",
                type: "nvarchar(max)",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Number",
                table: "Releases",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "RedactionNote",
                table: "Releases",
                type: "nvarchar(max)",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RejectedById",
                table: "Releases",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RejectionReason",
                table: "Releases",
                type: "nvarchar(max)",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "State",
                table: "Releases",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "Released");

            migrationBuilder.AddColumn<string>(
                name: "Sha256",
                table: "ReleaseItems",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "",
                collation: "Latin1_General_BIN2");

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
                type: "uniqueidentifier",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uniqueidentifier",
                oldNullable: true);
        }
    }
}
