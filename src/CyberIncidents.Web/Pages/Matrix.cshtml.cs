using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Countries;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Http.Extensions;

namespace CyberIncidents.Web.Pages;

/// <summary>Countries by agreements: who is bound to what, our own row first. The filters are those of the API.</summary>
internal sealed class MatrixModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    public GetAgreementMatrixQuery Asked { get; private set; } = new([], null, false, null);

    public AgreementMatrix Matrix { get; private set; } = null!;

    /// <summary>Our own row before the others, on every page of them.</summary>
    public IEnumerable<MatrixRow> Rows => Matrix.Rows.Prepend(Matrix.Home);

    public bool Filtered => Asked.Kind.Count > 0 || Asked.Region is not null || Asked.All;

    /// <summary>The top regions, by name.</summary>
    public IEnumerable<string> Regions => Shell.Names.Countries.Select(c => c.Region).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public async Task OnGetAsync()
    {
        Request.EnsureNone(CountryEndpoints.Matrix);
        Asked = Request.MatrixQuery();
        Matrix = await Send.SendAsync(Asked, Gone);
    }

    /// <summary>This matrix from a later place.</summary>
    public string Address(string? after)
    {
        var query = new QueryBuilder(Request.Query.Where(q => q.Key != "after" && !string.IsNullOrEmpty(q.Value)));
        if (after is not null)
        {
            query.Add("after", after);
        }

        return $"/programme/matrix{query.ToQueryString()}";
    }
}
