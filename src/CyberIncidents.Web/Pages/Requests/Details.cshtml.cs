using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Web.Pages.Liaison;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Requests;

/// <summary>One request at one address: the national team follows it, the partner answers it.</summary>
internal sealed partial class DetailsModel(Shell shell, IDispatcher send, HomeSettings home) : AppPage(shell, send)
{
    private const string Decline = nameof(RequestMove.Decline);

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string Reference { get; set; } = string.Empty;

    /// <summary>The form that a link opens: <c>due</c>.</summary>
    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? Open { get; set; }

    /// <summary>The partner's answer.</summary>
    [BindProperty]
    public AnswerInput Input { get; set; } = new();

    /// <summary>The partner's question.</summary>
    [BindProperty]
    public AskInput Ask { get; set; } = new();

    /// <summary>As the national team reads it; null for a partner.</summary>
    public RequestDetail? Ours { get; private set; }

    /// <summary>What would be due if it were sent now; null once it is sent.</summary>
    public WouldBe? WouldBe { get; private set; }

    /// <summary>Whether its legal basis holds between us and whom it goes to, and why; null for none.</summary>
    public ApplicableBasis? Footing { get; private set; }

    /// <summary>As the partner reads it; null for the national team.</summary>
    public SharedRequest? Theirs { get; private set; }

    /// <summary>What was sent just now: the receipt is shown instead of the request.</summary>
    public SharedRequestEntry? Receipt { get; private set; }

    /// <summary>What waits for the partner after this one.</summary>
    public Page<SharedRequest>? Waiting { get; private set; }

    /// <summary>What left with it, where there is no case that would show it.</summary>
    public IReadOnlyList<ReleaseDetail> Left { get; private set; } = [];

    /// <summary>The move that was refused.</summary>
    public string? Tried { get; private set; }

    /// <summary>What was typed with it.</summary>
    public string? Said { get; private set; }

    /// <summary>Who asks: our country, at home our organisation.</summary>
    public string Home => Shell.NameOfUs(home.Country);

    /// <summary>A request as a page of ours shows it through a partner's eyes; it is never handled.</summary>
    public static DetailsModel Previewed(Shell shell, IDispatcher send, HomeSettings home, SharedRequest request) =>
        new(shell, send, home) { Reference = request.Reference, Theirs = request };

    /// <param name="sent">Whether the partner said something just now.</param>
    /// <param name="draft">The task at home whose answer is taken over as a draft of ours.</param>
    public async Task<IActionResult> OnGetAsync(bool sent = false, string? draft = null)
    {
        await ReadAsync();
        TakeDraft(draft);
        if (sent && Theirs?.LastEntry is { Side: RequestSide.Requested, Move: "answer" or "decline" or "ask" } last)
        {
            Receipt = last;
            Waiting = await Send.SendAsync(
                new ListSharedRequestsQuery(new RequestFilter { Waiting = true }, new PageRequest(1, Sort: "dueAt", Count: true)), Gone);
        }

        return Page();
    }

    /// <summary>A move of ours.</summary>
    public async Task<IActionResult> OnPostMoveAsync(string? move, string? said, long? version)
    {
        if (MoveName.Parse<RequestMove>(move) is not { } wanted || RequestLifecycle.SideOf(wanted) != RequestSide.Requester)
        {
            return BadRequest();
        }

        var input = new ActionInput { Note = said };
        // These moves are about what was read: what leaves, which question, which answer. The others do not depend on it.
        var read = wanted is RequestMove.Submit or RequestMove.Send or RequestMove.Approve or RequestMove.Clarify or RequestMove.Accept or RequestMove.Return
            ? version
            : null;
        ICommand<RequestKey> command = RequestLifecycle.OfApprover.Contains(wanted)
            ? new DecideRequestCommand(Reference, wanted, input, read)
            : new MoveRequestCommand(Reference, wanted, input, read);
        if (await TryAsync(() => Send.SendAsync(command, Gone)))
        {
            return Done($"/requests/{Reference}", DoneText(wanted));
        }

        (Tried, Said) = (move, said);
        await ReadAsync();
        return Page();
    }

    /// <summary>Another due instant, or none.</summary>
    public async Task<IActionResult> OnPostDueAsync(string? due, long? version)
    {
        var at = Shell.Here.Read(due);
        if (at is null && !string.IsNullOrWhiteSpace(due))
        {
            ModelState.AddModelError("Input.dueAt", Words.Get("Requests.NotADate"));
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (await TryAsync(() => Send.SendAsync(
            new EditRequestCommand(Reference, new EditRequestInput { DueAt = new Optional<DateTimeOffset?>(true, at) }, version), Gone)))
        {
            return Done($"/requests/{Reference}", Words.Get("Requests.DueMoved"));
        }

        (Tried, Said) = ("due", due);
        await ReadAsync();
        return Page();
    }

    /// <summary>A move of the partner that needs few words: acknowledge, start, set-reference.</summary>
    public async Task<IActionResult> OnPostRespondAsync(string? move, string? theirReference, bool home = false)
    {
        if (MoveName.Parse<RequestMove>(move) is not { } wanted || RequestLifecycle.SideOf(wanted) != RequestSide.Requested)
        {
            return BadRequest();
        }

        var input = new ActionInput { TheirReference = theirReference };
        if (await TryAsync(() => Send.SendAsync(new RespondToRequestCommand(Reference, wanted, input), Gone)))
        {
            return Done(home ? "/action" : $"/requests/{Reference}", DoneText(wanted));
        }

        (Tried, Said) = (move, theirReference);
        await ReadAsync();
        return Page();
    }

    /// <summary>The partner's answer, or its refusal.</summary>
    public async Task<IActionResult> OnPostAnswerAsync()
    {
        var move = Input.Outcome == Decline ? RequestMove.Decline : RequestMove.Answer;
        if (Input.Outcome is nameof(AnswerOutcome.Fulfilled) or nameof(AnswerOutcome.Partly))
        {
            // It is chosen beforehand, so that two taps answer; sent without a word it would say what nobody meant.
            Require(Input.Note, "Input.Note");
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            (Tried, Said) = (MoveName.Of(move), Input.Note);
            await ReadAsync();
            return Page();
        }

        var input = new ActionInput { Outcome = Input.Outcome, Ground = Input.Ground, Note = Input.Note, TheirReference = Input.TheirReference };
        return await SayAsync(move, input, "Input");
    }

    /// <summary>The partner's question.</summary>
    public Task<IActionResult> OnPostAskAsync() => SayAsync(RequestMove.Ask, new ActionInput { Note = Ask.Note }, "Ask");

    /// <summary>The sheet with which a partner answers this request.</summary>
    public AnswerSheet Sheet() => new(Home, OnceKey ?? NewOnceKey())
    {
        Reference = Reference,
        Input = Input,
        Ask = Ask,
        CanAsk = Theirs!.AllowedActions.Contains("ask"),
        Open = Tried is "answer" or "decline" or "ask",
        Asks = Tried == "ask",
    };

    private async Task<IActionResult> SayAsync(RequestMove move, ActionInput input, string prefix)
    {
        if (await TryOnceAsync(() => Send.SendAsync(new RespondToRequestCommand(Reference, move, input), Gone), prefix))
        {
            return LocalRedirect($"/requests/{Reference}?sent=true");
        }

        Tried = MoveName.Of(move);
        Said = input.Note;
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        if (!Shell.IsPartner)
        {
            Ours = await Send.SendAsync(new GetRequestQuery(Reference), Gone);
            Left = Ours is { IncidentReference: null, SentAt: not null } ? (await Send.SendAsync(new ListRequestReleasesQuery(Reference, new PageRequest()), Gone)).Items : [];
            if (Ours.Direction == RequestDirection.Inbound)
            {
                await ReadInboundAsync();
                return;
            }

            WouldBe = await PreviewAsync(Ours);
            Footing = await FootingOfAsync(Ours);
            return;
        }

        var opened = await Send.SendAsync(new GetSharedRequestQuery(Reference), Gone);
        if (!opened.Seen)
        {
            await Send.SendAsync(new SeeRequestCommand(Reference), Gone);
        }

        Theirs = opened.Request;
    }

    /// <summary>Who approves or sends sees what begins with it.</summary>
    private async Task<WouldBe?> PreviewAsync(RequestDetail request) =>
        request is { State: RequestState.Draft or RequestState.PendingApproval, Direction: RequestDirection.Outbound }
            ? new WouldBe(
                await Send.SendAsync(new PreviewDeadlineQuery(request.Requested.Id, request.Kind, request.LegalBasis, request.Urgency), Gone), request.DueAt)
            : null;

    private async Task<ApplicableBasis?> FootingOfAsync(RequestDetail request) =>
        request is { LegalBasis: { } basis, Direction: RequestDirection.Outbound }
            ? (await Send.SendAsync(new ListApplicableBasesQuery(request.Kind, null, request.Requested.Id), Gone)).Items.FirstOrDefault(b => b.Code == basis)
            : null;

    private string DoneText(RequestMove move) => Words.Get("Requests.Done", Reference, Words.Get($"Terms.RequestDone.{MoveName.Of(move)}"));
}
