using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Sharing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Handling",
                table: "Requests",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MarkingReason",
                table: "Requests",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

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
                name: "Handling",
                table: "Releases",
                type: "TEXT",
                maxLength: 100,
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
                name: "RaisedTo",
                table: "Releases",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

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

            migrationBuilder.AddColumn<string>(
                name: "Handling",
                table: "Observables",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MarkingReason",
                table: "Observables",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "DisposedAt",
                table: "Incidents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Handling",
                table: "Incidents",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Joint",
                table: "Incidents",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "JointReason",
                table: "Incidents",
                type: "TEXT",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LegalHold",
                table: "Incidents",
                type: "TEXT",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "StatusBeforeMerge",
                table: "Incidents",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "EditedAt",
                table: "Comments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Handling",
                table: "Comments",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MarkingReason",
                table: "Comments",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SharedText",
                table: "Comments",
                type: "TEXT",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ConsentId",
                table: "Alarms",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "RecallId",
                table: "Alarms",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Blobs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    StorageKey = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    WrappedKey = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ChunkSize = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CheckedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Blobs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Consents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SubjectType = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OwnTlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    OriginatorId = table.Column<Guid>(type: "TEXT", nullable: false),
                    About = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Purpose = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    LowerTo = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ReceiverId = table.Column<Guid>(type: "TEXT", nullable: true),
                    NameReceiver = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AskedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecidedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    Ground = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Consents", x => x.Id);
                    table.CheckConstraint("CK_Consent_State", "[State] IN ('Asked', 'Granted', 'Denied', 'Withdrawn', 'Lapsed')");
                    table.ForeignKey(
                        name: "FK_Consents_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "IncidentLinks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OtherId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OtherTlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PairId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CreatedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncidentLinks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_IncidentLinks_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_IncidentLinks_Incidents_OtherId",
                        column: x => x.OtherId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ReadEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Hour = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    SubjectType = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Act = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PreviousHash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReadEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Recalls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ReleaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    MarkedAs = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ReleaseNumber = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ReleasedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Digests = table.Column<string>(type: "TEXT", maxLength: 2147483647, nullable: false),
                    RecalledById = table.Column<Guid>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnsweredById = table.Column<Guid>(type: "TEXT", nullable: true),
                    Ground = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    GroundText = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Recalls", x => x.Id);
                    table.CheckConstraint("CK_Recall_State", "[State] IN ('Open', 'Kept', 'Destroyed')");
                    table.ForeignKey(
                        name: "FK_Recalls_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Recalls_Releases_ReleaseId",
                        column: x => x.ReleaseId,
                        principalTable: "Releases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RetentionRules",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Classification = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    TerroristUse = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    LegalBasis = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Months = table.Column<int>(type: "INTEGER", nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Confidence = table.Column<string>(type: "TEXT", maxLength: 1, nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetentionRules", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Revisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SubjectType = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OwnTlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    AuthorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Revisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Revisions_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TimelineEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Precision = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Zone = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SortAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Source = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    SearchText = table.Column<string>(type: "TEXT", maxLength: 12900, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OwnTlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    CreatedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    OriginatorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Handling = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    MarkingReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawalReason = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TimelineEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TimelineEntries_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Tombstones",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    RuleId = table.Column<Guid>(type: "TEXT", nullable: false),
                    RuleName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    RuleSource = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    DisposedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    Parts = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tombstones", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Tombstones_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "EvidenceFiles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    MediaType = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Description = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    BlobId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Md5 = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    Sha1 = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    QuarantinedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    QuarantineReason = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    VerifiedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    BrokenAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OwnTlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    CreatedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    OriginatorId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Handling = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    MarkingReason = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawalReason = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EvidenceFiles", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EvidenceFiles_Blobs_BlobId",
                        column: x => x.BlobId,
                        principalTable: "Blobs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_EvidenceFiles_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CustodyEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    EvidenceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    IncidentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Tlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    OwnTlp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Act = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CustodyEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CustodyEntries_EvidenceFiles_EvidenceId",
                        column: x => x.EvidenceId,
                        principalTable: "EvidenceFiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Releases_Number",
                table: "Releases",
                column: "Number",
                unique: true,
                filter: "[Number] <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_Releases_Pending",
                table: "Releases",
                column: "CreatedAt",
                filter: "[State] = 'PendingApproval'");

            migrationBuilder.AddCheckConstraint(
                name: "CK_Release_State",
                table: "Releases",
                sql: "[State] IN ('Released', 'PendingApproval', 'Rejected', 'Recalled')");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_DuplicateOfId",
                table: "Incidents",
                column: "DuplicateOfId",
                filter: "[DuplicateOfId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Alarms_ConsentId",
                table: "Alarms",
                column: "ConsentId",
                filter: "[ConsentId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Alarms_RecallId",
                table: "Alarms",
                column: "RecallId",
                filter: "[RecallId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Blobs_CheckedAt",
                table: "Blobs",
                column: "CheckedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Blobs_Sha256",
                table: "Blobs",
                column: "Sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Blobs_StorageKey",
                table: "Blobs",
                column: "StorageKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Consents_IncidentId_CreatedAt",
                table: "Consents",
                columns: new[] { "IncidentId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Consents_OriginatorId_CreatedAt_Id",
                table: "Consents",
                columns: new[] { "OriginatorId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Consents_SubjectId_ReceiverId_State",
                table: "Consents",
                columns: new[] { "SubjectId", "ReceiverId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_CustodyEntries_EvidenceId_CreatedAt",
                table: "CustodyEntries",
                columns: new[] { "EvidenceId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CustodyEntries_IncidentId",
                table: "CustodyEntries",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceFiles_BlobId",
                table: "EvidenceFiles",
                column: "BlobId");

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceFiles_IncidentId_CreatedAt",
                table: "EvidenceFiles",
                columns: new[] { "IncidentId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_EvidenceFiles_Unhashed",
                table: "EvidenceFiles",
                column: "Id",
                filter: "[Md5] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_IncidentLinks_IncidentId_CreatedAt",
                table: "IncidentLinks",
                columns: new[] { "IncidentId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_IncidentLinks_OtherId",
                table: "IncidentLinks",
                column: "OtherId");

            migrationBuilder.CreateIndex(
                name: "IX_IncidentLinks_PairId",
                table: "IncidentLinks",
                column: "PairId");

            migrationBuilder.CreateIndex(
                name: "IX_IncidentLinks_Standing",
                table: "IncidentLinks",
                columns: new[] { "IncidentId", "OtherId" },
                unique: true,
                filter: "[WithdrawnAt] IS NULL AND [Kind] IN ('Related', 'Parent', 'Child')");

            migrationBuilder.CreateIndex(
                name: "IX_ReadEntries_Hour",
                table: "ReadEntries",
                columns: new[] { "PersonId", "SubjectId", "Hour" },
                unique: true,
                filter: "[Hour] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReadEntries_IncidentId_Sequence",
                table: "ReadEntries",
                columns: new[] { "IncidentId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_ReadEntries_Sequence",
                table: "ReadEntries",
                column: "Sequence",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Recalls_IncidentId_CreatedAt",
                table: "Recalls",
                columns: new[] { "IncidentId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Recalls_OrganisationId_CreatedAt",
                table: "Recalls",
                columns: new[] { "OrganisationId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Recalls_ReleaseId",
                table: "Recalls",
                column: "ReleaseId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_IncidentId",
                table: "Revisions",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_SubjectId_SubjectType_Number",
                table: "Revisions",
                columns: new[] { "SubjectId", "SubjectType", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TimelineEntries_IncidentId_SortAt_Id",
                table: "TimelineEntries",
                columns: new[] { "IncidentId", "SortAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Tombstones_CreatedAt_Id",
                table: "Tombstones",
                columns: new[] { "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Tombstones_IncidentId",
                table: "Tombstones",
                column: "IncidentId",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Alarms_Consents_ConsentId",
                table: "Alarms",
                column: "ConsentId",
                principalTable: "Consents",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Alarms_Recalls_RecallId",
                table: "Alarms",
                column: "RecallId",
                principalTable: "Recalls",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Alarms_Consents_ConsentId",
                table: "Alarms");

            migrationBuilder.DropForeignKey(
                name: "FK_Alarms_Recalls_RecallId",
                table: "Alarms");

            migrationBuilder.DropTable(
                name: "Consents");

            migrationBuilder.DropTable(
                name: "CustodyEntries");

            migrationBuilder.DropTable(
                name: "IncidentLinks");

            migrationBuilder.DropTable(
                name: "ReadEntries");

            migrationBuilder.DropTable(
                name: "Recalls");

            migrationBuilder.DropTable(
                name: "RetentionRules");

            migrationBuilder.DropTable(
                name: "Revisions");

            migrationBuilder.DropTable(
                name: "TimelineEntries");

            migrationBuilder.DropTable(
                name: "Tombstones");

            migrationBuilder.DropTable(
                name: "EvidenceFiles");

            migrationBuilder.DropTable(
                name: "Blobs");

            migrationBuilder.DropIndex(
                name: "IX_Releases_Number",
                table: "Releases");

            migrationBuilder.DropIndex(
                name: "IX_Releases_Pending",
                table: "Releases");

            migrationBuilder.DropCheckConstraint(
                name: "CK_Release_State",
                table: "Releases");

            migrationBuilder.DropIndex(
                name: "IX_Incidents_DuplicateOfId",
                table: "Incidents");

            migrationBuilder.DropIndex(
                name: "IX_Alarms_ConsentId",
                table: "Alarms");

            migrationBuilder.DropIndex(
                name: "IX_Alarms_RecallId",
                table: "Alarms");

            migrationBuilder.DropColumn(
                name: "Handling",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "MarkingReason",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "DecidedAt",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Handling",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Note",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "RaisedTo",
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

            migrationBuilder.DropColumn(
                name: "Handling",
                table: "Observables");

            migrationBuilder.DropColumn(
                name: "MarkingReason",
                table: "Observables");

            migrationBuilder.DropColumn(
                name: "DisposedAt",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "Handling",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "Joint",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "JointReason",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "LegalHold",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "StatusBeforeMerge",
                table: "Incidents");

            migrationBuilder.DropColumn(
                name: "EditedAt",
                table: "Comments");

            migrationBuilder.DropColumn(
                name: "Handling",
                table: "Comments");

            migrationBuilder.DropColumn(
                name: "MarkingReason",
                table: "Comments");

            migrationBuilder.DropColumn(
                name: "SharedText",
                table: "Comments");

            migrationBuilder.DropColumn(
                name: "ConsentId",
                table: "Alarms");

            migrationBuilder.DropColumn(
                name: "RecallId",
                table: "Alarms");

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
