using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Programme : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "FormerBases",
                table: "Provisions",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "FormerBindingBases",
                table: "Provisions",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "FollowUpId",
                table: "ImplementationMeasures",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "InstrumentIds",
                table: "Engagements",
                type: "nvarchar(max)",
                maxLength: 2147483647,
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "InstrumentIds",
                table: "Commitments",
                type: "nvarchar(max)",
                maxLength: 2147483647,
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<Guid>(
                name: "FollowUpId",
                table: "Agreements",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "OwnerId",
                table: "Agreements",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "RenewOn",
                table: "Agreements",
                type: "date",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_ImplementationMeasures_FollowUpId",
                table: "ImplementationMeasures",
                column: "FollowUpId");

            migrationBuilder.CreateIndex(
                name: "IX_ImplementationMeasures_State_NextReviewOn",
                table: "ImplementationMeasures",
                columns: new[] { "State", "NextReviewOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Agreements_FollowUpId",
                table: "Agreements",
                column: "FollowUpId");

            migrationBuilder.CreateIndex(
                name: "IX_Agreements_OwnerId",
                table: "Agreements",
                column: "OwnerId");

            migrationBuilder.AddForeignKey(
                name: "FK_Agreements_FollowUps_FollowUpId",
                table: "Agreements",
                column: "FollowUpId",
                principalTable: "FollowUps",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Agreements_People_OwnerId",
                table: "Agreements",
                column: "OwnerId",
                principalTable: "People",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_ImplementationMeasures_FollowUps_FollowUpId",
                table: "ImplementationMeasures",
                column: "FollowUpId",
                principalTable: "FollowUps",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Agreements_FollowUps_FollowUpId",
                table: "Agreements");

            migrationBuilder.DropForeignKey(
                name: "FK_Agreements_People_OwnerId",
                table: "Agreements");

            migrationBuilder.DropForeignKey(
                name: "FK_ImplementationMeasures_FollowUps_FollowUpId",
                table: "ImplementationMeasures");

            migrationBuilder.DropIndex(
                name: "IX_ImplementationMeasures_FollowUpId",
                table: "ImplementationMeasures");

            migrationBuilder.DropIndex(
                name: "IX_ImplementationMeasures_State_NextReviewOn",
                table: "ImplementationMeasures");

            migrationBuilder.DropIndex(
                name: "IX_Agreements_FollowUpId",
                table: "Agreements");

            migrationBuilder.DropIndex(
                name: "IX_Agreements_OwnerId",
                table: "Agreements");

            migrationBuilder.DropColumn(
                name: "FormerBases",
                table: "Provisions");

            migrationBuilder.DropColumn(
                name: "FormerBindingBases",
                table: "Provisions");

            migrationBuilder.DropColumn(
                name: "FollowUpId",
                table: "ImplementationMeasures");

            migrationBuilder.DropColumn(
                name: "InstrumentIds",
                table: "Engagements");

            migrationBuilder.DropColumn(
                name: "InstrumentIds",
                table: "Commitments");

            migrationBuilder.DropColumn(
                name: "FollowUpId",
                table: "Agreements");

            migrationBuilder.DropColumn(
                name: "OwnerId",
                table: "Agreements");

            migrationBuilder.DropColumn(
                name: "RenewOn",
                table: "Agreements");
        }
    }
}
