using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Liaison;

/// <summary>One case as it was shared: the own part, the own requests, the comments with the national team.</summary>
internal sealed class CaseModel(Shell shell, IDispatcher send, HomeSettings home) : AppPage(shell, send)
{
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

    public Page<SharedComment> Comments { get; private set; } = null!;

    /// <summary>The files that the organisation sent or got.</summary>
    public IReadOnlyList<SharedEvidence> Evidence { get; private set; } = [];

    /// <summary>Declining was tried and refused.</summary>
    public bool Declines { get; private set; }

    public string Home => Shell.Names.Country(home.Country);

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostCommentAsync()
    {
        if (await TryOnceAsync(() => Send.SendAsync(new WriteCommentCommand(Reference, new WriteCommentInput { Text = Input.Text }), Gone)))
        {
            return Done($"/shared/{Reference}#comments", Words.Get("Liaison.CommentSent", Home));
        }

        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostDeclineAsync()
    {
        Declines = true;
        await ReadAsync();
        var input = new ParticipationActionInput { Reason = Reason };
        Require(Reason, nameof(Reason));
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        return await TryAsync(() => Send.SendAsync(new DeclineOwnParticipationCommand(Reference, Shared.Participation.Id, input), Gone), string.Empty)
            ? Done("/shared", Words.Get("Liaison.Declined", Reference))
            : Page();
    }

    private async Task ReadAsync()
    {
        Shared = await Send.SendAsync(new GetSharedIncidentQuery(Reference), Gone);
        Asked = await AllAsync(page => new ListSharedRequestsQuery(new RequestFilter { Incident = Reference }, page));
        Evidence = await AllAsync(page => new ListSharedEvidenceQuery(Reference, page));
        Comments = await Send.SendAsync(new ListSharedCommentsQuery(Reference, Request.Page()), Gone);
    }
}

/// <summary>What the form of a comment holds.</summary>
internal sealed record WriteCommentForm
{
    public string? Text { get; set; }
}
