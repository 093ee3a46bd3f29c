using System.Net;
using CyberIncidents.FunctionalTests.Support;

namespace CyberIncidents.FunctionalTests.Visibility;

/// <content>SG is asked whether it is there, and proposes other duty hours; neither is answered.</content>
internal sealed partial class Scene
{
    public string CheckSg { get; private set; } = string.Empty;

    public string ProposalSg { get; private set; } = string.Empty;

    private async Task AddDirectoryAsync()
    {
        CheckSg = (await this["owner"].PostAsync($"/api/v1/organisations/{OrganisationSg}/contact-checks")).Expect(HttpStatusCode.Created).Text("id");
        ProposalSg = (await this["liaison.sg"].PostAsync(
            "/api/v1/profile-proposals", new { subject = "DutyHours", dutyHours = new { from = "07:00", to = "15:00" } })).Expect(HttpStatusCode.Created).Text("id");
    }
}
