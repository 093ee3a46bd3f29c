using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Norms;

/// <summary>Norms and confidence-building measures, by the agreement in which they stand.</summary>
internal sealed class IndexModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    public IReadOnlyList<IGrouping<string, NormSummary>> Groups { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var norms = await AllAsync(page => new ListNormsQuery(null, page));
        Groups = [.. norms.GroupBy(n => n.AgreementCode, StringComparer.Ordinal)];
    }
}
