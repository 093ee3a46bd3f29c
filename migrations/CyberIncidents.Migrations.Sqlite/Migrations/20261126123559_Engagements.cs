using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Engagements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "AboutId",
                table: "FollowUps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AboutType",
                table: "FollowUps",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "AboutId",
                table: "Alarms",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "IncidentId",
                table: "AccessGrants",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.CreateTable(
                name: "Engagements",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Cooperation = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Country = table.Column<string>(type: "TEXT", maxLength: 2, nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    To = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Hosts = table.Column<string>(type: "TEXT", maxLength: 2147483647, nullable: false),
                    Countries = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Summary = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ResponsibleId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    Delegations = table.Column<string>(type: "TEXT", maxLength: 2147483647, nullable: false),
                    Agenda = table.Column<string>(type: "TEXT", maxLength: 2147483647, nullable: false),
                    Outcomes = table.Column<string>(type: "TEXT", maxLength: 2147483647, nullable: false),
                    IncidentIds = table.Column<string>(type: "TEXT", maxLength: 2147483647, nullable: false),
                    SeedCode = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Confidence = table.Column<string>(type: "TEXT", maxLength: 1, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Engagements", x => x.Id);
                    table.CheckConstraint("CK_Engagement_State", "[State] IN ('Planned', 'Confirmed', 'Held', 'FollowedUp', 'Cancelled')");
                });

            migrationBuilder.CreateTable(
                name: "Commitments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    OwedByUs = table.Column<bool>(type: "INTEGER", nullable: false),
                    OwedByCountry = table.Column<string>(type: "TEXT", maxLength: 2, nullable: true),
                    OwedByOrganisationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OwedToUs = table.Column<bool>(type: "INTEGER", nullable: false),
                    OwedToCountry = table.Column<string>(type: "TEXT", maxLength: 2, nullable: true),
                    OwedToOrganisationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    TimeZone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OverdueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EngagementId = table.Column<Guid>(type: "TEXT", nullable: true),
                    LinkedIncidentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Basis = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ResponsibleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    FollowUpId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Commitments", x => x.Id);
                    table.CheckConstraint("CK_Commitment_State", "[State] IN ('Open', 'Fulfilled', 'Dropped')");
                    table.ForeignKey(
                        name: "FK_Commitments_Engagements_EngagementId",
                        column: x => x.EngagementId,
                        principalTable: "Engagements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Commitments_FollowUps_FollowUpId",
                        column: x => x.FollowUpId,
                        principalTable: "FollowUps",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EngagementDocuments",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EngagementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OwnTlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    MediaType = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Description = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    BlobId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CreatedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawalReason = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EngagementDocuments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EngagementDocuments_Blobs_BlobId",
                        column: x => x.BlobId,
                        principalTable: "Blobs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_EngagementDocuments_Engagements_EngagementId",
                        column: x => x.EngagementId,
                        principalTable: "Engagements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DocumentEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    DocumentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    EngagementId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Act = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DocumentEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DocumentEntries_EngagementDocuments_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "EngagementDocuments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_AboutId",
                table: "FollowUps",
                column: "AboutId",
                filter: "[AboutId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_DueAt",
                table: "Commitments",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_EngagementId",
                table: "Commitments",
                column: "EngagementId");

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_FollowUpId",
                table: "Commitments",
                column: "FollowUpId");

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_Reference",
                table: "Commitments",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Commitments_State_DueAt",
                table: "Commitments",
                columns: new[] { "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_DocumentEntries_DocumentId_CreatedAt",
                table: "DocumentEntries",
                columns: new[] { "DocumentId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_EngagementDocuments_BlobId",
                table: "EngagementDocuments",
                column: "BlobId");

            migrationBuilder.CreateIndex(
                name: "IX_EngagementDocuments_EngagementId_CreatedAt",
                table: "EngagementDocuments",
                columns: new[] { "EngagementId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Engagements_Kind_StartsAt",
                table: "Engagements",
                columns: new[] { "Kind", "StartsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Engagements_Reference",
                table: "Engagements",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Engagements_SeedCode",
                table: "Engagements",
                column: "SeedCode",
                unique: true,
                filter: "[SeedCode] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Engagements_StartsAt_EndsAt_State",
                table: "Engagements",
                columns: new[] { "StartsAt", "EndsAt", "State" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Commitments");

            migrationBuilder.DropTable(
                name: "DocumentEntries");

            migrationBuilder.DropTable(
                name: "EngagementDocuments");

            migrationBuilder.DropTable(
                name: "Engagements");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_AboutId",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "AboutId",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "AboutType",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "AboutId",
                table: "Alarms");

            migrationBuilder.AlterColumn<Guid>(
                name: "IncidentId",
                table: "AccessGrants",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);
        }
    }
}
