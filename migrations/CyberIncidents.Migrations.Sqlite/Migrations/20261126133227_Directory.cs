using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.Sqlite.Migrations
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ApprovedById",
                table: "People",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AwaitsSecondSince",
                table: "People",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RegisteredById",
                table: "People",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CheckEveryDays",
                table: "Organisations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ProvenAt",
                table: "Organisations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProvenBy",
                table: "Organisations",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SearchText",
                table: "Organisations",
                type: "TEXT",
                maxLength: 800,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Accepts",
                table: "ContactPoints",
                type: "TEXT",
                maxLength: 400,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<TimeOnly>(
                name: "DutyFrom",
                table: "ContactPoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "DutyTo",
                table: "ContactPoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Fingerprint",
                table: "ContactPoints",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "KeyExpiresAt",
                table: "ContactPoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "KeyUserIds",
                table: "ContactPoints",
                type: "TEXT",
                maxLength: 2147483647,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "OpenPgpKey",
                table: "ContactPoints",
                type: "TEXT",
                maxLength: 2147483647,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProofNote",
                table: "ContactPoints",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ProvenAt",
                table: "ContactPoints",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProvenBy",
                table: "ContactPoints",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SecureAddress",
                table: "ContactPoints",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SecureKind",
                table: "ContactPoints",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TimeZone",
                table: "ContactPoints",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Web",
                table: "ContactPoints",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ContactCheckId",
                table: "Alarms",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Constituents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Sector = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Country = table.Column<string>(type: "TEXT", maxLength: 2, nullable: true),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Constituents", x => x.Id);
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnsweredById = table.Column<Guid>(type: "TEXT", nullable: true),
                    AnswerSeconds = table.Column<long>(type: "INTEGER", nullable: true),
                    SupersededAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactChecks", x => x.Id);
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Country = table.Column<string>(type: "TEXT", maxLength: 2, nullable: true),
                    Network = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Since = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memberships", x => x.Id);
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ContactPointId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Before = table.Column<string>(type: "TEXT", maxLength: 2147483647, nullable: false),
                    After = table.Column<string>(type: "TEXT", maxLength: 2147483647, nullable: false),
                    ProposedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecidedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProfileProposals", x => x.Id);
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
                name: "IX_Organisations_CreatedAt_Id",
                table: "Organisations",
                columns: new[] { "CreatedAt", "Id" });

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
                name: "IX_ContactPoints_CreatedAt_Id",
                table: "ContactPoints",
                columns: new[] { "CreatedAt", "Id" });

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
                columns: new[] { "CreatedAt", "Id" });

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
                columns: new[] { "CreatedAt", "Id" });

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
                columns: new[] { "CreatedAt", "Id" });

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
                name: "IX_Organisations_CreatedAt_Id",
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
                name: "IX_ContactPoints_CreatedAt_Id",
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
