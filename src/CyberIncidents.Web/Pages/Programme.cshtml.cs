using System.Globalization;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages;

/// <summary>The year of cooperation: what comes next, what runs and what is owed, and month by month.</summary>
internal sealed class ProgrammeModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    public Programme Programme { get; private set; } = null!;

    /// <summary>The marking of the page as a whole, for its print.</summary>
    public Tlp Strictest => Programme.Months.SelectMany(m => m.Entries).Concat(Programme.Next).Select(e => e.Tlp).DefaultIfEmpty(Tlp.Clear).Max();

    public async Task OnGetAsync()
    {
        Request.EnsureNone("year");
        Programme = await Send.SendAsync(new GetProgrammeQuery(Request.Integer("year")), Gone);
    }

    /// <summary>A month in words.</summary>
    public static string NameOf(int year, int month) => new DateOnly(year, month, 1).ToString("MMMM yyyy", CultureInfo.CurrentCulture);
}
