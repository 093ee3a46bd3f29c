using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class ReadLogAndRecall : Migration
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

            migrationBuilder.AddColumn<Guid>(
                name: "RecallId",
                table: "Alarms",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ReadEntries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Hour = table.Column<DateTime>(type: "datetime2", nullable: true),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    IncidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    SubjectType = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Tlp = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Act = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    PreviousHash = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReadEntries", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
                });

            migrationBuilder.CreateTable(
                name: "Recalls",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ReleaseId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    IncidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OrganisationId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Tlp = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    MarkedAs = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ReleaseNumber = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false, collation: "Latin1_General_BIN2"),
                    ReleasedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Digests = table.Column<string>(type: "nvarchar(max)", maxLength: 2147483647, nullable: false),
                    RecalledById = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(max)", maxLength: 20000, nullable: false),
                    DueAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    State = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    AnsweredById = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Ground = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    GroundText = table.Column<string>(type: "nvarchar(max)", maxLength: 20000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Recalls", x => x.Id)
                        .Annotation("SqlServer:Clustered", false);
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

            migrationBuilder.CreateIndex(
                name: "IX_Releases_Number",
                table: "Releases",
                column: "Number",
                unique: true,
                filter: "[Number] <> ''");

            migrationBuilder.AddCheckConstraint(
                name: "CK_Release_State",
                table: "Releases",
                sql: "[State] IN ('Released', 'PendingApproval', 'Rejected', 'Recalled')");

            migrationBuilder.CreateIndex(
                name: "IX_Alarms_RecallId",
                table: "Alarms",
                column: "RecallId",
                filter: "[RecallId] IS NOT NULL");

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
                unique: true)
                .Annotation("SqlServer:Clustered", true);

            migrationBuilder.CreateIndex(
                name: "IX_Recalls_CreatedAt_Id",
                table: "Recalls",
                columns: new[] { "CreatedAt", "Id" })
                .Annotation("SqlServer:Clustered", true);

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
                name: "FK_Alarms_Recalls_RecallId",
                table: "Alarms");

            migrationBuilder.DropTable(
                name: "ReadEntries");

            migrationBuilder.DropTable(
                name: "Recalls");

            migrationBuilder.DropIndex(
                name: "IX_Releases_Number",
                table: "Releases");

            migrationBuilder.DropCheckConstraint(
                name: "CK_Release_State",
                table: "Releases");

            migrationBuilder.DropIndex(
                name: "IX_Alarms_RecallId",
                table: "Alarms");

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

            migrationBuilder.DropColumn(
                name: "RecallId",
                table: "Alarms");

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
