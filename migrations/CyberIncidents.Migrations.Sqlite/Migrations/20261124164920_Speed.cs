using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CyberIncidents.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Speed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_RequestedOrganisationId_CreatedAt",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Participations_OrganisationId_NotifiedAt",
                table: "Participations");

            migrationBuilder.DropIndex(
                name: "IX_AccessGrants_SubjectId_SubjectType_OrganisationId",
                table: "AccessGrants");

            migrationBuilder.DropIndex(
                name: "IX_AccessGrants_SubjectId_SubjectType_UserId",
                table: "AccessGrants");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_RequestedOrganisationId_CreatedAt_Id",
                table: "Requests",
                columns: new[] { "RequestedOrganisationId", "CreatedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Requests_Running",
                table: "Requests",
                columns: new[] { "DueAt", "IncidentId", "OwnerId", "State", "Kind", "Direction", "Tlp", "SilentFrom", "FirstActAt", "RequestedOrganisationId", "Id" },
                filter: "[State] IN ('Sent', 'Acknowledged', 'InProgress', 'ClarificationAsked')");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_RunningOf",
                table: "Requests",
                columns: new[] { "RequestedOrganisationId", "DueAt", "Id" },
                filter: "[State] IN ('Sent', 'Acknowledged', 'InProgress', 'ClarificationAsked')");

            migrationBuilder.CreateIndex(
                name: "IX_Participations_IncidentId",
                table: "Participations",
                columns: new[] { "IncidentId", "Country", "State", "Tlp", "OrganisationId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Participations_OrganisationId_NotifiedAt_Id",
                table: "Participations",
                columns: new[] { "OrganisationId", "NotifiedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_Unread",
                table: "Notices",
                columns: new[] { "RecipientId", "Id" },
                filter: "[ReadAt] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_ClosedAt_Tlp_Id",
                table: "Incidents",
                columns: new[] { "ClosedAt", "Tlp", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_OnHold",
                table: "Incidents",
                columns: new[] { "HoldUntil", "Id", "Tlp" },
                filter: "[Status] = 'OnHold'");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_Open",
                table: "Incidents",
                columns: new[] { "CreatedAt", "Id", "Tlp", "Status", "Severity", "OwnerId", "ClassCode" },
                filter: "[Status] IN ('Reported', 'Triaged', 'Active', 'OnHold')");

            migrationBuilder.CreateIndex(
                name: "IX_FollowUps_Open",
                table: "FollowUps",
                columns: new[] { "DueAt", "IncidentId", "AssigneeId", "State", "OverdueAt", "Tlp", "Id" },
                filter: "[State] IN ('Scheduled', 'Due')");

            migrationBuilder.CreateIndex(
                name: "IX_AccessGrants_Subject",
                table: "AccessGrants",
                columns: new[] { "SubjectId", "SubjectType", "OrganisationId", "UserId", "RevokedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Requests_RequestedOrganisationId_CreatedAt_Id",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_Running",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Requests_RunningOf",
                table: "Requests");

            migrationBuilder.DropIndex(
                name: "IX_Participations_IncidentId",
                table: "Participations");

            migrationBuilder.DropIndex(
                name: "IX_Participations_OrganisationId_NotifiedAt_Id",
                table: "Participations");

            migrationBuilder.DropIndex(
                name: "IX_Notices_Unread",
                table: "Notices");

            migrationBuilder.DropIndex(
                name: "IX_Incidents_ClosedAt_Tlp_Id",
                table: "Incidents");

            migrationBuilder.DropIndex(
                name: "IX_Incidents_OnHold",
                table: "Incidents");

            migrationBuilder.DropIndex(
                name: "IX_Incidents_Open",
                table: "Incidents");

            migrationBuilder.DropIndex(
                name: "IX_FollowUps_Open",
                table: "FollowUps");

            migrationBuilder.DropIndex(
                name: "IX_AccessGrants_Subject",
                table: "AccessGrants");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_RequestedOrganisationId_CreatedAt",
                table: "Requests",
                columns: new[] { "RequestedOrganisationId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Participations_OrganisationId_NotifiedAt",
                table: "Participations",
                columns: new[] { "OrganisationId", "NotifiedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AccessGrants_SubjectId_SubjectType_OrganisationId",
                table: "AccessGrants",
                columns: new[] { "SubjectId", "SubjectType", "OrganisationId" });

            migrationBuilder.CreateIndex(
                name: "IX_AccessGrants_SubjectId_SubjectType_UserId",
                table: "AccessGrants",
                columns: new[] { "SubjectId", "SubjectType", "UserId" });
        }
    }
}
