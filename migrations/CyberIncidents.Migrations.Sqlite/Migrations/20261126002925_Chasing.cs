using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Chasing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "DeadlineRule",
                table: "Requests",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PreservedUntil",
                table: "Requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RenewsId",
                table: "Requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsDeputy",
                table: "People",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "WantsDigest",
                table: "People",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "DutyFrom",
                table: "Organisations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "DutyTo",
                table: "Organisations",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Weekend",
                table: "Organisations",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<DateTime>(
                name: "MissedAt",
                table: "FollowUps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "NextAt",
                table: "FollowUps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Purpose",
                table: "FollowUps",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "Work");

            migrationBuilder.AddColumn<string>(
                name: "Recurrence",
                table: "FollowUps",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SeriesId",
                table: "FollowUps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SeriesStart",
                table: "FollowUps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LegalClockId",
                table: "Alarms",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Means",
                table: "Alarms",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RequestId",
                table: "Alarms",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Share",
                table: "Alarms",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Whom",
                table: "Alarms",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CalendarKeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RevokedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarKeys", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CalendarKeys_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ChasingEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AlarmId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OwnTlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Whom = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Share = table.Column<int>(type: "INTEGER", nullable: true),
                    Means = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Recipient = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    MailId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChasingEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ChasingEntries_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ChasingLadders",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    NameId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Kinds = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Urgencies = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Steps = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    EditedHere = table.Column<bool>(type: "INTEGER", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChasingLadders", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ContactPoints",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Language = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    BounceAddress = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    BouncedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactPoints", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ContactPoints_Organisations_OrganisationId",
                        column: x => x.OrganisationId,
                        principalTable: "Organisations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DeadlineRules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Regime = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    NameId = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    DescriptionEn = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    DescriptionId = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    Jurisdiction = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Trigger = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Amount = table.Column<int>(type: "INTEGER", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Counting = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    NotAfterAwarenessHours = table.Column<int>(type: "INTEGER", nullable: true),
                    Previous = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    OnClarification = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Duty = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Effect = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    LegalBasis = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Kinds = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Urgencies = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Confidence = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    VerifiedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ValidFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ValidTo = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SortOrder = table.Column<int>(type: "INTEGER", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EditedHere = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeadlineRules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "DigestRuns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RecipientKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    MailId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DigestRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Holidays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    NameEn = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NameId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Holidays", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LegalClocks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OwnTlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    RuleCode = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Trigger = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Amount = table.Column<int>(type: "INTEGER", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Counting = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OnClarification = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Duty = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Effect = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Agreed = table.Column<bool>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Remaining = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LegalClocks", x => x.Id);
                    table.CheckConstraint("CK_LegalClock_State", "[State] IN ('Running', 'Stopped', 'Met', 'Late', 'Cancelled')");
                    table.ForeignKey(
                        name: "FK_LegalClocks_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_LegalClocks_Requests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "Requests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "OutboxMails",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Notice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    CauseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    ContactPointId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RecipientKey = table.Column<Guid>(type: "TEXT", nullable: false),
                    SubjectType = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: true),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    NextAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    LastError = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    BouncedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DeadAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DroppedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RevivedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxMails", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "WeekendOverrides",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Country = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Area = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Weekend = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WeekendOverrides", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ClockStops",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    LegalClockId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OwnTlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClockStops", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ClockStops_LegalClocks_LegalClockId",
                        column: x => x.LegalClockId,
                        principalTable: "LegalClocks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_RenewsId",
                table: "Requests",
                column: "RenewsId",
                filter: "[RenewsId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_SeriesId",
                table: "FollowUps",
                column: "SeriesId",
                filter: "[SeriesId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Alarms_DeadAt",
                table: "Alarms",
                column: "DeadAt",
                filter: "[DeadAt] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Alarms_LegalClockId",
                table: "Alarms",
                column: "LegalClockId",
                filter: "[LegalClockId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Alarms_RequestId",
                table: "Alarms",
                column: "RequestId",
                filter: "[RequestId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CalendarKeys_Hash",
                table: "CalendarKeys",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CalendarKeys_Live",
                table: "CalendarKeys",
                column: "PersonId",
                unique: true,
                filter: "[RevokedAt] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ChasingEntries_AlarmId",
                table: "ChasingEntries",
                column: "AlarmId");

            migrationBuilder.CreateIndex(
                name: "IX_ChasingEntries_IncidentId",
                table: "ChasingEntries",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_ChasingEntries_MailId",
                table: "ChasingEntries",
                column: "MailId");

            migrationBuilder.CreateIndex(
                name: "IX_ChasingEntries_RequestId_CreatedAt",
                table: "ChasingEntries",
                columns: new[] { "RequestId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ChasingLadders_Code",
                table: "ChasingLadders",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ClockStops_IncidentId",
                table: "ClockStops",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_ClockStops_LegalClockId",
                table: "ClockStops",
                column: "LegalClockId");

            migrationBuilder.CreateIndex(
                name: "IX_ContactPoints_OrganisationId",
                table: "ContactPoints",
                column: "OrganisationId");

            migrationBuilder.CreateIndex(
                name: "IX_DeadlineRules_Code",
                table: "DeadlineRules",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DigestRuns_RecipientKey_Day",
                table: "DigestRuns",
                columns: new[] { "RecipientKey", "Day" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Holidays_Country_Date",
                table: "Holidays",
                columns: new[] { "Country", "Date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LegalClocks_IncidentId_State_DueAt",
                table: "LegalClocks",
                columns: new[] { "IncidentId", "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_LegalClocks_RequestId",
                table: "LegalClocks",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_LegalClocks_RuleCode_State",
                table: "LegalClocks",
                columns: new[] { "RuleCode", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMails_CauseId_RecipientKey_Notice",
                table: "OutboxMails",
                columns: new[] { "CauseId", "RecipientKey", "Notice" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMails_DeadAt",
                table: "OutboxMails",
                column: "DeadAt",
                filter: "[DeadAt] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMails_NextAt",
                table: "OutboxMails",
                column: "NextAt",
                filter: "[NextAt] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMails_SubjectId_CreatedAt",
                table: "OutboxMails",
                columns: new[] { "SubjectId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_WeekendOverrides_Country_Area",
                table: "WeekendOverrides",
                columns: new[] { "Country", "Area" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Alarms_LegalClocks_LegalClockId",
                table: "Alarms",
                column: "LegalClockId",
                principalTable: "LegalClocks",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Alarms_Requests_RequestId",
                table: "Alarms",
                column: "RequestId",
                principalTable: "Requests",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Alarms_LegalClocks_LegalClockId",
                table: "Alarms");

            migrationBuilder.DropForeignKey(
                name: "FK_Alarms_Requests_RequestId",
                table: "Alarms");

            migrationBuilder.DropTable(
                name: "CalendarKeys");

            migrationBuilder.DropTable(
                name: "ChasingEntries");

            migrationBuilder.DropTable(
                name: "ChasingLadders");

            migrationBuilder.DropTable(
                name: "ClockStops");

            migrationBuilder.DropTable(
                name: "ContactPoints");

            migrationBuilder.DropTable(
                name: "DeadlineRules");

            migrationBuilder.DropTable(
                name: "DigestRuns");

            migrationBuilder.DropTable(
                name: "Holidays");

            migrationBuilder.DropTable(
                name: "OutboxMails");

            migrationBuilder.DropTable(
                name: "WeekendOverrides");

            migrationBuilder.DropTable(
                name: "LegalClocks");

            migrationBuilder.DropIndex(
                name: "IX_Requests_RenewsId",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_SeriesId",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_Alarms_DeadAt",
                table: "Alarms");

            migrationBuilder.DropIndex(
                name: "IX_Alarms_LegalClockId",
                table: "Alarms");

            migrationBuilder.DropIndex(
                name: "IX_Alarms_RequestId",
                table: "Alarms");

            migrationBuilder.DropColumn(
                name: "DeadlineRule",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "PreservedUntil",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "RenewsId",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "IsDeputy",
                table: "People");

            migrationBuilder.DropColumn(
                name: "WantsDigest",
                table: "People");

            migrationBuilder.DropColumn(
                name: "DutyFrom",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "DutyTo",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "Weekend",
                table: "Organisations");

            migrationBuilder.DropColumn(
                name: "MissedAt",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "NextAt",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "Purpose",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "Recurrence",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "SeriesId",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "SeriesStart",
                table: "FollowUps");

            migrationBuilder.DropColumn(
                name: "LegalClockId",
                table: "Alarms");

            migrationBuilder.DropColumn(
                name: "Means",
                table: "Alarms");

            migrationBuilder.DropColumn(
                name: "RequestId",
                table: "Alarms");

            migrationBuilder.DropColumn(
                name: "Share",
                table: "Alarms");

            migrationBuilder.DropColumn(
                name: "Whom",
                table: "Alarms");
        }
    }
}
