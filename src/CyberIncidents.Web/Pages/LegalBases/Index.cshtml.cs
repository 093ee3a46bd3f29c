using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.LegalBases;

/// <summary>Which legal basis applies: chosen country or organisation and kind of request, all that holds and all that does not, with why.</summary>
internal sealed class IndexModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    public RequestKind? Kind { get; private set; }

    public string? Country { get; private set; }

    public Guid? Organisation { get; private set; }

    public IReadOnlyList<OrganisationChoice> Organisations { get; private set; } = [];

    /// <summary>The answer; null until both are chosen.</summary>
    public ApplicableBases? Answer { get; private set; }

    public async Task OnGetAsync()
    {
        if (!Shell.Holds(Permission.ReadCases))
        {
            throw new ForbiddenException("For the national team.");
        }

        Request.EnsureNone("kind", "country", "organisation");
        Kind = Request.Words<RequestKind>("kind").Select(k => (RequestKind?)k).FirstOrDefault();
        (Country, Organisation) = (Request.Text("country"), Request.Key("organisation"));
        Organisations = [.. (await OrganisationsAsync()).Where(o => !o.IsHome)];
        if (Kind is not null && (Country is not null || Organisation is not null))
        {
            Answer = await Send.SendAsync(new ListApplicableBasesQuery(Kind, Country, Organisation), Gone);
        }
    }
}
