using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Requests;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Requests;

/// <summary>Who did what with a request outside any case, to the letter.</summary>
internal sealed class HistoryModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const int AtOnce = 50;

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Reference { get; set; } = string.Empty;

    public RequestDetail Read { get; private set; } = null!;

    public Page<AuditLineDetail> Lines { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shell.IsPartner)
        {
            return LocalRedirect($"/requests/{Uri.EscapeDataString(Reference)}");
        }

        Read = await Send.SendAsync(new GetRequestQuery(Reference), Gone);
        Lines = await Send.SendAsync(new GetRequestAuditQuery(Reference, new PageRequest(AtOnce, Request.Text("after")), NewestFirst: true), Gone);
        return Page();
    }
}
