using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Directory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContactPoints_OrganisationId",
                table: "ContactPoints");

            migrationBuilder.AddColumn<DateTime>(
                name: "AbsentUntil",
                table: "People",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ApprovedById",
                table: "People",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AwaitsSecondSince",
                table: "People",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RegisteredById",
                table: "People",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CheckEveryDays",
                table: "Organisations",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ProvenAt",
                table: "Organisations",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProvenBy",
                table: "Organisations",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SearchText",
                table: "Organisations",
                type: "nvarchar(800)",
                maxLength: 800,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Accepts",
                table: "ContactPoints",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<TimeOnly>(
                name: "DutyFrom",
                table: "ContactPoints",
                type: "time",
                nullable: true);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "DutyTo",
                table: "ContactPoints",
                type: "time",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Fingerprint",
                table: "ContactPoints",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_BIN2");

            migrationBuilder.AddColumn<DateTime>(
                name: "KeyExpiresAt",
                table: "ContactPoints",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "KeyUserIds",
                table: "ContactPoints",
                type: "nvarchar(max)",
                maxLength: 2147483647,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "OpenPgpKey",
                table: "ContactPoints",
                type: "nvarchar(max)",
                maxLength: 2147483647,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProofNote",
                table: "ContactPoints",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ProvenAt",
                table: "ContactPoints",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProvenBy",
                table: "ContactPoints",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SecureAddress",
                table: "ContactPoints",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SecureKind",
                table: "ContactPoints",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TimeZone",
                table: "ContactPoints",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true,
                collation: "Latin1_General_BIN2");

            migrationBuilder.AddColumn<string>(
                name: "Web",
                table: "ContactPoints",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ContactCheckId",
                table: "Alarms",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Constituents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Sector = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Country = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: true, collation: "Latin1_General_BIN2"),
                    RetiredAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Constituents", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                    table.ForeignKey(
                        name: "FK_Constituents_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ContactChecks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AskedById = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    DueAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    AnsweredById = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AnswerSeconds = table.Column<long>(type: "bigint", nullable: true),
                    SupersededAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Tlp = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactChecks", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                    table.ForeignKey(
                        name: "FK_ContactChecks_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Memberships",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Country = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: true, collation: "Latin1_General_BIN2"),
                    Network = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    Since = table.Column<DateOnly>(type: "date", nullable: true),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    Source = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memberships", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                    table.ForeignKey(
                        name: "FK_Memberships_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ProfileProposals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ContactPointId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Before = table.Column<string>(type: "nvarchar(max)", maxLength: 2147483647, nullable: false),
                    After = table.Column<string>(type: "nvarchar(max)", maxLength: 2147483647, nullable: false),
                    ProposedById = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    State = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedById = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProfileProposals", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                    table.CheckConstraint("CK_ProfileProposal_State", "[State] IN ('Proposed', 'Approved', 'Rejected', 'Withdrawn')");
                    table.ForeignKey(
                        name: "FK_ProfileProposals_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Organisations_CheckEveryDays_ProvenAt_Id",
                table: "Organisations",
                columns: new[] { "CheckEveryDays", "ProvenAt", "Id" },
                filter: "[CheckEveryDays] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Organisations_Country_CreatedAt_Id",
                table: "Organisations",
                columns: new[] { "Country", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Organisations_Kind_CreatedAt_Id",
                table: "Organisations",
                columns: new[] { "Kind", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Organisations_Sector_CreatedAt_Id",
                table: "Organisations",
                columns: new[] { "Sector", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ContactPoints_BouncedAt_Id",
                table: "ContactPoints",
                columns: new[] { "BouncedAt", "Id" },
                filter: "[BouncedAt] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ContactPoints_KeyExpiresAt_Id",
                table: "ContactPoints",
                columns: new[] { "KeyExpiresAt", "Id" },
                filter: "[KeyExpiresAt] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ContactPoints_OrganisationId_CreatedAt_Id",
                table: "ContactPoints",
                columns: new[] { "OrganisationId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ContactPoints_ProvenAt",
                table: "ContactPoints",
                column: "ProvenAt");

            migrationBuilder.CreateIndex(
                name: "IX_Alarms_ContactCheckId",
                table: "Alarms",
                column: "ContactCheckId",
                filter: "[ContactCheckId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Constituents_CreatedAt_Id",
                table: "Constituents",
                columns: new[] { "CreatedAt", "Id" })
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_Constituents_OrganisationId_CreatedAt_Id",
                table: "Constituents",
                columns: new[] { "OrganisationId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Constituents_OrganisationId_Name",
                table: "Constituents",
                columns: new[] { "OrganisationId", "Name" },
                unique: true,
                filter: "[RetiredAt] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ContactChecks_CreatedAt_Id",
                table: "ContactChecks",
                columns: new[] { "CreatedAt", "Id" })
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_ContactChecks_OrganisationId_CreatedAt_Id",
                table: "ContactChecks",
                columns: new[] { "OrganisationId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_Country_Network",
                table: "Memberships",
                columns: new[] { "Country", "Network" },
                unique: true,
                filter: "[Country] IS NOT NULL AND [Until] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_CreatedAt_Id",
                table: "Memberships",
                columns: new[] { "CreatedAt", "Id" })
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_Network_CreatedAt_Id",
                table: "Memberships",
                columns: new[] { "Network", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_OrganisationId_Network",
                table: "Memberships",
                columns: new[] { "OrganisationId", "Network" },
                unique: true,
                filter: "[OrganisationId] IS NOT NULL AND [Until] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ProfileProposals_CreatedAt_Id",
                table: "ProfileProposals",
                columns: new[] { "CreatedAt", "Id" })
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_ProfileProposals_OrganisationId_CreatedAt_Id",
                table: "ProfileProposals",
                columns: new[] { "OrganisationId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ProfileProposals_State_CreatedAt_Id",
                table: "ProfileProposals",
                columns: new[] { "State", "CreatedAt", "Id" });

            migrationBuilder.AddForeignKey(
                name: "FK_Alarms_ContactChecks_ContactCheckId",
                table: "Alarms",
                column: "ContactCheckId",
                principalTable: "ContactChecks",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Alarms_ContactChecks_ContactCheckId",
                table: "Alarms");

            migrationBuilder.DropTable(
                name: "Constituents");

            migrationBuilder.DropTable(
                name: "ContactChecks");

            migrationBuilder.DropTable(
                name: "Memberships");

            migrationBuilder.DropTable(
                name: "ProfileProposals");

            migrationBuilder.DropIndex(
                name: "IX_Organisations_CheckEveryDays_ProvenAt_Id",
                table: "Organisations");

            migrationBuilder.DropIndex(
                name: "IX_Organisations_Country_CreatedAt_Id",
                table: "Organisations");

            migrationBuilder.DropIndex(
                name: "IX_Organisations_Kind_CreatedAt_Id",
                table: "Organisations");

            migrationBuilder.DropIndex(
                name: "IX_Organisations_Sector_CreatedAt_Id",
                table: "Organisations");

            migrationBuilder.DropIndex(
                name: "IX_ContactPoints_BouncedAt_Id",
                table: "ContactPoints");

            migrationBuilder.DropIndex(
                name: "IX_ContactPoints_KeyExpiresAt_Id",
                table: "ContactPoints");

            migrationBuilder.DropIndex(
                name: "IX_ContactPoints_OrganisationId_CreatedAt_Id",
                table: "ContactPoints");

            migrationBuilder.DropIndex(
                name: "IX_ContactPoints_ProvenAt",
                table: "ContactPoints");

            migrationBuilder.DropIndex(
                name: "IX_Alarms_ContactCheckId",
                table: "Alarms");

            migrationBuilder.DropColumn(
                name: "AbsentUntil",
                table: "People");

            migrationBuilder.DropColumn(
                name: "ApprovedById",
                table: "People");

            migrationBuilder.DropColumn(
                name: "AwaitsSecondSince",
                table: "People");

            migrationBuilder.DropColumn(
                name: "RegisteredById",
                table: "People");

            migrationBuilder.DropColumn(
                name: "CheckEveryDays",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "ProvenAt",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "ProvenBy",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "SearchText",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "Accepts",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "DutyFrom",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "DutyTo",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "Fingerprint",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "KeyExpiresAt",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "KeyUserIds",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "OpenPgpKey",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "ProofNote",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "ProvenAt",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "ProvenBy",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "SecureAddress",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "SecureKind",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "TimeZone",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "Web",
                table: "ContactPoints");

            migrationBuilder.DropColumn(
                name: "ContactCheckId",
                table: "Alarms");

            migrationBuilder.CreateIndex(
                name: "IX_ContactPoints_OrganisationId",
                table: "ContactPoints",
                column: "OrganisationId");
        }
    }
}
