using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class AtHome : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "AnswersRequestId",
                table: "Requests",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Requests_AnswersRequestId",
                table: "Requests",
                column: "AnswersRequestId",
                filter: "[AnswersRequestId] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_AnswersRequestId",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "AnswersRequestId",
                table: "Requests");
        }
    }
}
