using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Retention;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages;

/// <summary>What would be disposed of, one by one, and what stays of what was.</summary>
internal sealed class RetentionModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const int Stones = 20;

    /// <summary>On which day.</summary>
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public DateOnly? On { get; set; }

    public Page<ExpiredCase> Expired { get; private set; } = new([], null);

    /// <summary>What partners asked outside any case.</summary>
    public Page<ExpiredRequest> Asked { get; private set; } = new([], null);

    public Page<TombstoneDetail> Tombstones { get; private set; } = new([], null);

    public Page<TombstoneDetail> AskedTombstones { get; private set; } = new([], null);

    public bool HasRules { get; private set; }

    /// <summary>Only today's may go: a later day is for looking ahead.</summary>
    public bool Acts => On is null;

    public async Task OnGetAsync()
    {
        EnsureMay();
        await LoadAsync();
    }

    public async Task<IActionResult> OnPostDisposeAsync(string reference, string? reason, long? version)
    {
        EnsureMay();
        if (await TryAsync(() => Send.SendAsync(new DisposeCaseCommand(reference, new ActionInput { Reason = reason }, version), Gone), string.Empty))
        {
            return Done("/retention", Words.Get("Retention.Gone", reference));
        }

        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostDisposeRequestAsync(string reference, string? reason, long? version)
    {
        EnsureMay();
        if (await TryAsync(() => Send.SendAsync(new DisposeRequestCommand(reference, new ActionInput { Reason = reason }, version), Gone), string.Empty))
        {
            return Done("/retention", Words.Get("Retention.Gone", reference));
        }

        await LoadAsync();
        return Page();
    }

    private async Task LoadAsync()
    {
        HasRules = (await Send.SendAsync(new ListRetentionRulesQuery(), Gone)).Items.Any(r => !r.Retired);
        Expired = await Send.SendAsync(new PreviewRetentionQuery(On, Request.Page()), Gone);
        Asked = await Send.SendAsync(new PreviewRequestRetentionQuery(On, Request.Page() with { After = Request.Text("asked") }), Gone);
        AskedTombstones = await Send.SendAsync(new ListRequestTombstonesQuery(null, new PageRequest(Stones)), Gone);
        Tombstones = await Send.SendAsync(new ListTombstonesQuery(null, new PageRequest(Stones)), Gone);
    }

    private void EnsureMay()
    {
        if (!Shell.Holds(Permission.DisposeCases))
        {
            throw new ForbiddenException("Managers dispose of cases.");
        }
    }
}
