using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class MarkingsConsentsRevisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Handling",
                table: "Requests",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MarkingReason",
                table: "Requests",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Handling",
                table: "Releases",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RaisedTo",
                table: "Releases",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Handling",
                table: "Observables",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MarkingReason",
                table: "Observables",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Handling",
                table: "Incidents",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "EditedAt",
                table: "Comments",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Handling",
                table: "Comments",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MarkingReason",
                table: "Comments",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SharedText",
                table: "Comments",
                type: "nvarchar(max)",
                maxLength: 20000,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ConsentId",
                table: "Alarms",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Consents",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    IncidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectType = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Tlp = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    OwnTlp = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    OriginatorId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    About = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    LowerTo = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    ReceiverId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    NameReceiver = table.Column<bool>(type: "bit", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    DueAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AskedById = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    State = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedById = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Ground = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Consents", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                    table.CheckConstraint("CK_Consent_State", "[State] IN ('Asked', 'Granted', 'Denied', 'Withdrawn', 'Lapsed')");
                    table.ForeignKey(
                        name: "FK_Consents_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Revisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    IncidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubjectType = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Tlp = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    OwnTlp = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(max)", maxLength: 20000, nullable: false),
                    AuthorId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Revisions", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                    table.ForeignKey(
                        name: "FK_Revisions_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Alarms_ConsentId",
                table: "Alarms",
                column: "ConsentId",
                filter: "[ConsentId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Consents_CreatedAt_Id",
                table: "Consents",
                columns: new[] { "CreatedAt", "Id" })
                .Annotation("SqlServer:Clustered", true);

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
                name: "IX_Revisions_CreatedAt_Id",
                table: "Revisions",
                columns: new[] { "CreatedAt", "Id" })
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_IncidentId",
                table: "Revisions",
                column: "IncidentId");

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_SubjectId_SubjectType_Number",
                table: "Revisions",
                columns: new[] { "SubjectId", "SubjectType", "Number" },
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "FK_Alarms_Consents_ConsentId",
                table: "Alarms",
                column: "ConsentId",
                principalTable: "Consents",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Alarms_Consents_ConsentId",
                table: "Alarms");

            migrationBuilder.DropTable(
                name: "Consents");

            migrationBuilder.DropTable(
                name: "Revisions");

            migrationBuilder.DropIndex(
                name: "IX_Alarms_ConsentId",
                table: "Alarms");

            migrationBuilder.DropColumn(
                name: "Handling",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "MarkingReason",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Handling",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "RaisedTo",
                table: "Releases");

            migrationBuilder.DropColumn(
                name: "Handling",
                table: "Observables");

            migrationBuilder.DropColumn(
                name: "MarkingReason",
                table: "Observables");

            migrationBuilder.DropColumn(
                name: "Handling",
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
        }
    }
}
