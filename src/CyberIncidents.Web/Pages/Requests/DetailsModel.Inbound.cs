using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.People;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Retention;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Web.Pages.Liaison;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Requests;

/// <summary>How what a partner asks is taken up.</summary>
internal sealed record TriageForm
{
    public Guid? Owner { get; set; }

    public Urgency? Urgency { get; set; }

    public string? OurReference { get; set; }
}

/// <content>What a partner asks of us: our moves on it, and the partner's.</content>
internal sealed partial class DetailsModel
{
    /// <summary>How it is taken up.</summary>
    [BindProperty]
    public TriageForm Take { get; set; } = new();

    /// <summary>Into which case it is taken.</summary>
    [BindProperty]
    public LinkRequestInput Into { get; set; } = new();

    /// <summary>Our people, to whom it may be given.</summary>
    public IReadOnlyList<PersonName> Colleagues { get; private set; } = [];

    /// <summary>The tasks at home for our answer.</summary>
    public IReadOnlyList<RequestTask> Tasks { get; private set; } = [];

    /// <summary>What stays of one that was disposed of.</summary>
    public TombstoneDetail? Tombstone { get; private set; }

    /// <summary>Whether the answer of an authority at home stands in the form as a draft of ours; nothing goes by itself.</summary>
    public bool Drafted { get; private set; }

    /// <summary>A move of the partner on what it asks of us.</summary>
    public async Task<IActionResult> OnPostFollowAsync(string? move, string? said)
    {
        if (MoveName.Parse<RequestMove>(move) is not { } wanted || !RequestLifecycle.OfFiler.Contains(wanted))
        {
            return BadRequest();
        }

        if (await TryAsync(() => Send.SendAsync(new FollowFiledCommand(Reference, wanted, new ActionInput { Note = said }), Gone)))
        {
            return Done($"/requests/{Reference}", DoneText(wanted));
        }

        return await AgainAsync(move, said);
    }

    /// <summary>A move of ours that needs few words: acknowledge, start, set-reference, ask.</summary>
    public async Task<IActionResult> OnPostOursAsync(string? move, string? said, string? ourReference, long? version)
    {
        if (MoveName.Parse<RequestMove>(move) is not { } wanted || RequestLifecycle.SideOf(wanted) != RequestSide.Requested)
        {
            return BadRequest();
        }

        var input = new ActionInput { Note = said, TheirReference = ourReference };
        if (await TryAsync(() => Send.SendAsync(new AnswerInboundCommand(Reference, wanted, input, wanted == RequestMove.Ask ? version : null), Gone)))
        {
            return Done($"/requests/{Reference}", DoneText(wanted));
        }

        return await AgainAsync(move, said ?? ourReference);
    }

    /// <summary>Our answer, or our refusal.</summary>
    public async Task<IActionResult> OnPostReplyAsync(long? version)
    {
        var move = Input.Outcome == Decline ? RequestMove.Decline : RequestMove.Answer;
        if (Input.Outcome is nameof(AnswerOutcome.Fulfilled) or nameof(AnswerOutcome.Partly))
        {
            Require(Input.Note, "Input.Note");
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await AgainAsync("answer", Input.Note);
        }

        var input = new ActionInput { Outcome = Input.Outcome, Ground = Input.Ground, Note = Input.Note, TheirReference = Input.TheirReference };
        return await TryOnceAsync(() => Send.SendAsync(new AnswerInboundCommand(Reference, move, input, version), Gone))
            ? Done($"/requests/{Reference}", DoneText(move))
            : await AgainAsync("answer", Input.Note);
    }

    /// <summary>One of ours takes it, or is given it.</summary>
    public async Task<IActionResult> OnPostTriageAsync(long? version)
    {
        var input = new TriageRequestInput { Owner = Take.Owner, Urgency = Take.Urgency, OurReference = Take.OurReference };
        return await TryAsync(() => Send.SendAsync(new TriageRequestCommand(Reference, input, version), Gone), nameof(Take))
            ? Done($"/requests/{Reference}", Words.Get("Inbound.Taken", Reference))
            : await AgainAsync("triage", null);
    }

    /// <summary>It is handed to another of ours.</summary>
    public async Task<IActionResult> OnPostHandOverAsync(long? version) =>
        await TryAsync(() => Send.SendAsync(new HandOverRequestCommand(Reference, new HandOverInput { Owner = Take.Owner }, version), Gone), nameof(Take))
            ? Done($"/requests/{Reference}", Words.Get("Inbound.HandedOver", Reference))
            : await AgainAsync("hand-over", null);

    /// <summary>A case that is there takes it in.</summary>
    public async Task<IActionResult> OnPostLinkAsync() =>
        await TryAsync(() => Send.SendAsync(new LinkRequestCommand(Reference, Into, null), Gone), nameof(Into))
            ? Done($"/requests/{Reference}", Words.Get("Inbound.Linked", Reference))
            : await AgainAsync("link", Into.Incident);

    private void TakeDraft(string? task)
    {
        if (Tasks.FirstOrDefault(t => t.Reference == task && t.Answer is not null) is { } answered)
        {
            (Input, Drafted) = (new AnswerInput { Outcome = answered.Outcome.ToString(), Note = answered.Answer }, true);
        }
    }

    private async Task<IActionResult> AgainAsync(string? tried, string? said)
    {
        (Tried, Said) = (tried, said);
        await ReadAsync();
        return Page();
    }

    /// <summary>Whoever of ours opens it first is noted, and those to whom it may be given are read.</summary>
    private async Task ReadInboundAsync()
    {
        if (Ours is { SeenAt: null, May.See: true })
        {
            await Send.SendAsync(new SeeRequestCommand(Reference), Gone);
            Ours = await Send.SendAsync(new GetRequestQuery(Reference), Gone);
        }

        Tombstone = Ours!.DisposedAt is null ? null : (await Send.SendAsync(new ListRequestTombstonesQuery(Reference, new PageRequest(1)), Gone)).Items.SingleOrDefault();
        Tasks = (await Send.SendAsync(new ListTasksOfRequestQuery(Reference), Gone)).Items;
        if (Ours!.May.Triage || Ours.May.HandOver)
        {
            Colleagues = (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items;
        }
    }
}
