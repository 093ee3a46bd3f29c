using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Revisions;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>The versions of a case's summary, or of what was written for one partner, which may be changed here.</summary>
internal sealed class VersionsModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(Name = nameof(Input))]
    public TextForm Input { get; set; } = new();

    /// <summary>The title written for the partner.</summary>
    [BindProperty]
    public string? SharedTitle { get; set; }

    /// <summary>The case.</summary>
    public IncidentDetail Detail { get; private set; } = null!;

    /// <summary>The partner; null for the summary of the case.</summary>
    public ParticipationDetail? Partner { get; private set; }

    /// <summary>The versions, the newest first.</summary>
    public Page<RevisionDetail> Versions { get; private set; } = null!;

    /// <summary>What was typed, where somebody else was faster.</summary>
    public string? Yours { get; private set; }

    /// <summary>At how many places both changed the same words.</summary>
    public int Conflicts { get; private set; }

    /// <summary>Whether the text may be changed here.</summary>
    public bool Edits => Partner is { State: var state } && Domain.Incidents.ParticipationLifecycle.Shares(state) && Detail.May.Edit;

    public string Reference => (string)RouteData.Values["reference"]!;

    /// <summary>Whose text it is, in words.</summary>
    public string Head => Partner is null ? Words.Get("Markings.VersionsSummary") : Words.Get("Markings.VersionsShared", Partner.Organisation?.Name ?? Partner.Country);

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shell.IsPartner)
        {
            throw new NotFoundException();
        }

        await LoadAsync();
        Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (Partner is not { } partner)
        {
            throw new NotFoundException();
        }

        var input = new EditSharedInput
        {
            SharedTitle = new Optional<string>(true, SharedTitle),
            SharedSummary = new Optional<string>(true, Input.Text?.ReplaceLineEndings("\n")),
        };
        if (await TryAsync(() => Send.SendAsync(new EditSharedCommand(Reference, partner.Id, input, Input.Version ?? ReadVersion.Never), Gone)))
        {
            return Done($"/incidents/{Uri.EscapeDataString(Reference)}/partners#partner-{partner.Id:N}", Words.Get("Markings.SharedChanged"));
        }

        if (Stale)
        {
            await LoadAsync();
            Yours = Input.Text ?? string.Empty;
            var merged = Input.MergedWith(Partner!.SharedSummary ?? string.Empty);
            var title = SharedTitle;
            Conflicts = merged.Conflicts;
            ModelState.Clear();
            Fill();
            (Input.Text, SharedTitle) = (merged.Text, title);
        }

        return Page();
    }

    private void Fill()
    {
        Input = new TextForm { Text = Partner?.SharedSummary, Base = Partner?.SharedSummary, Version = Partner?.Version };
        SharedTitle = Partner?.SharedTitle;
    }

    private async Task LoadAsync()
    {
        Detail = await Send.SendAsync(new GetIncidentQuery(Reference), Gone);
        Guid? id = RouteData.Values["id"] is string text && Guid.TryParse(text, out var key) ? key : null;
        Partner = id is null ? null : Detail.Participations.FirstOrDefault(p => p.Id == id) ?? throw new NotFoundException();
        var after = Request.Query["after"].FirstOrDefault(a => !string.IsNullOrEmpty(a));
        Versions = await Send.SendAsync(
            new ListRevisionsQuery(Reference, id is null ? SubjectType.Incident : SubjectType.Participation, id, new PageRequest(20, after)), Gone);
    }
}
