using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Consents;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Liaison;

/// <summary>
/// One case as it was shared: the own part, the own requests, the comments with the national team. A partner's page can do something
/// with it, a preview cannot: its page has no handler that writes.
/// </summary>
internal abstract partial class SharedCaseModel(Shell shell, IDispatcher send, HomeSettings home) : AppPage(shell, send)
{
    private const int RowsAtOnce = 200;

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Reference { get; set; } = string.Empty;

    /// <summary>A comment that is being written.</summary>
    [BindProperty]
    public WriteCommentForm Input { get; set; } = new();

    /// <summary>Why the organisation takes no part.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    public SharedIncident Shared { get; private set; } = null!;

    public IReadOnlyList<SharedRequest> Asked { get; private set; } = [];

    /// <summary>What its consent is asked on.</summary>
    public IReadOnlyList<SharedConsent> Consents { get; private set; } = [];

    public Page<SharedComment> Comments { get; private set; } = null!;

    /// <summary>Releases of items to the organisation.</summary>
    public Page<SharedRelease> Released { get; private set; } = new([], null);

    /// <summary>Observables that were released to it.</summary>
    public Page<SharedObservable> Observables { get; private set; } = new([], null);

    /// <summary>The files that the organisation sent or got.</summary>
    public IReadOnlyList<SharedEvidence> Evidence { get; private set; } = [];

    /// <summary>Declining was tried and refused.</summary>
    public bool Declines { get; protected set; }

    /// <summary>Whether somebody of ours looks through a partner's eyes.</summary>
    public bool IsPreview => Shell.PreviewedAs is not null;

    public string Home => Shell.NameOfUs(home.Country);

    /// <summary>Reads what the page shows; in a preview through the eyes of the partner.</summary>
    protected async Task ReadAsync()
    {
        Shared = await Send.SendAsync(new GetSharedIncidentQuery(Reference), Gone);
        Asked = await AllAsync(page => new ListSharedRequestsQuery(new RequestFilter { Incident = Reference }, page));
        Consents = (await Send.SendAsync(new ListSharedConsentsQuery(Reference, true, new PageRequest(20)), Gone)).Items;
        Evidence = await AllAsync(page => new ListSharedEvidenceQuery(Reference, page));
        Comments = await Send.SendAsync(new ListSharedCommentsQuery(Reference, Request.Page()), Gone);
        Released = await Send.SendAsync(new ListSharedReleasesQuery(Reference, new PageRequest(RowsAtOnce)), Gone);
        Observables = await Send.SendAsync(new ListSharedObservablesQuery(Reference, [], new PageRequest(RowsAtOnce)), Gone);
        await LoadTimelineAsync();
    }
}

/// <summary>What the form of a comment holds.</summary>
internal sealed record WriteCommentForm
{
    public string? Text { get; set; }
}
