using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Agreements;

/// <summary>The register of agreements, by kind. The filters are those of the API.</summary>
internal sealed class IndexModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    public AgreementFilter Filter { get; private set; } = new();

    public IReadOnlyList<IGrouping<AgreementKind, AgreementSummary>> Groups { get; private set; } = [];

    public int Count => Groups.Sum(g => g.Count());

    public bool Filtered => Filter.Kind.Count > 0 || Filter.InForce is not null || Filter.Country is not null || Filter.Retired is not null;

    public async Task OnGetAsync()
    {
        Request.EnsureOnly(AgreementEndpoints.Filters);
        Filter = Request.AgreementFilter();
        var all = await AllAsync(page => new ListAgreementsQuery(Filter, page));
        Groups = [.. all.GroupBy(a => a.Kind).OrderBy(g => g.Key)];
    }
}
