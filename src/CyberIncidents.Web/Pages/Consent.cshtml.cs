using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Consents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages;

/// <summary>A question for a partner's consent, with the controls to answer it; for the national team it leads to the case.</summary>
internal sealed class ConsentModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    /// <summary>Why; needed to refuse.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public SharedConsent Consent { get; private set; } = null!;

    private Guid Id => Guid.Parse((string)RouteData.Values["id"]!);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Shell.IsPartner)
        {
            var ours = await Send.SendAsync(new GetConsentQuery(Id), Gone);
            return LocalRedirect(ours.IncidentReference is { } reference ? $"/incidents/{reference}/marking/{ours.SubjectType}/{ours.SubjectId}" : "/");
        }

        Consent = await Send.SendAsync(new GetSharedConsentQuery(Id), Gone);
        return Page();
    }

    public async Task<IActionResult> OnPostDecideAsync(string? move)
    {
        if (MoveName.Parse<ConsentMove>(move) is not { } wanted || !ConsentLifecycle.OfOriginator.Contains(wanted))
        {
            throw new NotFoundException();
        }

        if (await TryAsync(() => Send.SendAsync(new DecideConsentCommand(Id, wanted, new ActionInput { Reason = Reason }), Gone), string.Empty))
        {
            return Done("/action", Words.Get(wanted == ConsentMove.Grant ? "Markings.Granted" : "Markings.Denied"));
        }

        Consent = await Send.SendAsync(new GetSharedConsentQuery(Id), Gone);
        return Page();
    }

    public async Task<IActionResult> OnPostWithdrawAsync(long? version)
    {
        var ours = await Send.SendAsync(new GetConsentQuery(Id), Gone);
        var done = await TryAsync(() => Send.SendAsync(new WithdrawConsentCommand(Id, new ActionInput(), version), Gone), string.Empty);
        return Done($"/incidents/{ours.IncidentReference}/sharing#consents", done ? Words.Get("Markings.Withdrawn") : Refusal ?? Words.Get("Shell.StaleHead"));
    }
}
