using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Reference;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Requests;

/// <summary>What the viewer may do with a request now, beside its moves.</summary>
/// <param name="Edit">Rewrite it: a draft.</param>
/// <param name="MoveDue">Set another due instant.</param>
/// <param name="LowerTlp">Make its marking laxer, down to its case's.</param>
/// <param name="ScheduleFollowUp">Schedule a follow-up on it.</param>
/// <param name="Triage">Take what a partner asks of us, or give it to somebody.</param>
/// <param name="HandOver">Hand it to another of ours.</param>
/// <param name="MakeIncident">Make a case of it, or take it into one.</param>
/// <param name="See">Be the first of ours who opens it.</param>
public sealed record RequestMay(
    bool Edit, bool MoveDue, bool LowerTlp, bool ScheduleFollowUp, bool Triage = false, bool HandOver = false, bool MakeIncident = false, bool See = false)
{
    internal static RequestMay Nothing { get; } = new(false, false, false, false);
}

/// <summary>What of a request, its case and its partner decides what may be done. What the viewer does not see is null.</summary>
internal sealed record RequestSituation(
    Guid? IncidentId,
    Guid OrganisationId,
    RequestKind Kind,
    string? LegalBasis,
    bool NeedsApproval,
    RequestState State,
    Tlp Tlp,
    DateTimeOffset? DueAt,
    Guid OriginatorId,
    IncidentStatus? Case,
    ParticipationState? Partner,
    IReadOnlyList<BasisField> BasisFields)
{
    /// <summary>Whether a partner asks it of us.</summary>
    public bool Inbound { get; init; }

    /// <summary>Whether somebody of ours answers for it.</summary>
    public bool Taken { get; init; }

    /// <summary>The request.</summary>
    public Guid Id { get; init; }

    /// <summary>Whether its content was disposed of.</summary>
    public bool Disposed { get; init; }

    /// <summary>Whether it has not left the house.</summary>
    public bool IsUnsent => State is RequestState.Draft or RequestState.PendingApproval;

    /// <summary>What decides what it still has to state; nothing once it was sent.</summary>
    public Asking Asking => new(IsUnsent ? LegalBasis : null, Kind, OrganisationId);

    /// <summary>The legal moves of our side.</summary>
    public IEnumerable<RequestMove> Legal => Disposed ? [] : RequestLifecycle.TableOf(Kind, NeedsApproval).Allowed(State)
        .Where(m => RequestLifecycle.SideOf(m) == (Inbound ? RequestSide.Requested : RequestSide.Requester));
}

/// <summary>The moves of ours on requests, those that may be made and those that are blocked: the one place.</summary>
internal sealed class RequestOffers(
    IAppDb db, IAccessGrants grants, IBrokenGlass glass, IViewerAccessor viewer, HomeSettings home, TimeProvider time)
{
    private readonly HashSet<Guid> _onlyRead = [];

    /// <summary>Of several requests, in order.</summary>
    public async Task<IReadOnlyList<Offer>> OfAsync(IReadOnlyList<RequestSituation> requests, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var contacts = new Dictionary<Guid, CaseContacts>();
        List<string?> unsent = [.. requests.Where(r => r.IsUnsent).Select(r => r.LegalBasis)];
        var bases = await db.BlockedBasesAsync(unsent, Zones.DateOf(now, home.TimeZone), cancellationToken);
        var demands = await db.DemandedAsync([.. requests.Select(r => r.Asking)], cancellationToken);
        _onlyRead.UnionWith(await glass.OnlyReadAsync(requests.Select(r => (r.IncidentId, r.Tlp)), cancellationToken));
        _onlyRead.UnionWith(await glass.OnlyReadRequestsAsync([.. requests.Where(r => r.Tlp == Tlp.Red).Select(r => (r.Id, r.IncidentId))], cancellationToken));
        var offers = new List<Offer>(requests.Count);
        foreach (var (request, demanded) in requests.Zip(demands))
        {
            var known = await ContactsAsync(request, contacts, cancellationToken);
            var basis = bases.GetValueOrDefault(request.LegalBasis ?? string.Empty)
                ?? (BasisDemands.Missing(demanded, request.BasisFields).Count > 0 ? "basis-fields-missing" : null);
            offers.Add(Offer.Of(request.Legal, m => IsOnlyRead(request) ? BlockedAction.Hidden : request.Inbound ? BlockOfAnswer(m, request) : BlockOf(m, request, known, basis, now)));
        }

        return offers;
    }

    /// <summary>Of one of those whose offers were read.</summary>
    public RequestMay MayOf(RequestSituation request)
    {
        if (request.Disposed || IsOnlyRead(request))
        {
            return RequestMay.Nothing;
        }

        var me = viewer.Required;
        if (request.Inbound)
        {
            var (works, runs) = (me.Holds(Permission.WorkCases), RequestStanding.RunningStates.Contains(request.State));
            return new RequestMay(
                false, false, false, works && request.Case is { } its && IncidentLifecycle.BlocksMore(its) is null,
                Triage: works && runs && !request.Taken, HandOver: works && runs && request.Taken, MakeIncident: works && request.IncidentId is null, See: works);
        }

        var writes = me.Holds(Permission.MakeRequests) && request.State == RequestState.Draft && request.Case is not null;
        return new RequestMay(
            writes,
            me.Holds(Permission.MakeRequests) && RequestLifecycle.Unanswered.Contains(request.State),
            writes && me.Holds(Permission.ReleaseAboveAmber) && request.Tlp > Tlp.Clear,
            me.Holds(Permission.WorkCases) && request.Case is { } status && IncidentLifecycle.BlocksMore(status) is null);
    }

    private bool IsOnlyRead(RequestSituation request) => request.Tlp == Tlp.Red && (_onlyRead.Contains(request.Id) || (request.IncidentId is { } incident && _onlyRead.Contains(incident)));

    /// <summary>What <see cref="MoveRequestHandler"/>, <see cref="DecideRequestHandler"/> and <see cref="RequestDispatch"/> would refuse, in their order.</summary>
    private string? BlockOf(RequestMove move, RequestSituation request, CaseContacts contacts, string? basis, DateTimeOffset now)
    {
        var me = viewer.Required;
        if (!me.Holds(Permission.MakeRequests))
        {
            return BlockedAction.Hidden;
        }

        var decides = RequestLifecycle.OfApprover.Contains(move);
        var lets = move is RequestMove.Send or RequestMove.Clarify or RequestMove.Return;
        if (decides && request.OriginatorId == me.UserId)
        {
            return BlockedAction.OwnDraft;
        }

        if ((decides && !me.Holds(Permission.ApproveRequests)) || ((decides || lets) && !me.MayRelease(request.Tlp)))
        {
            return BlockedAction.NeedsManager;
        }

        var dispatches = move is RequestMove.Send or RequestMove.Approve;
        return dispatches || lets || move == RequestMove.Submit
            ? BlockByCase(move, request)
                ?? (dispatches ? BlockBySending(request, contacts, basis, now) : move == RequestMove.Submit ? basis : null)
            : null;
    }

    /// <summary>What <see cref="AnswerInboundHandler"/> would refuse.</summary>
    private string? BlockOfAnswer(RequestMove move, RequestSituation request) =>
        !viewer.Required.Holds(Permission.WorkCases) ? BlockedAction.Hidden
        : AnswerInboundHandler.Leaves(move, null) && !viewer.Required.MayRelease(request.Tlp) ? BlockedAction.NeedsManager
        : null;

    private static string? BlockByCase(RequestMove move, RequestSituation request)
    {
        if (request.IncidentId is null)
        {
            // A task at home for our answer to a partner: there is no case that could be closed, nor a part in it.
            return null;
        }

        var needsPartner = move is RequestMove.Send or RequestMove.Approve or RequestMove.Return;
        return request.Case is not { } status || (needsPartner && request.Partner is null) ? BlockedAction.Hidden
            : IncidentLifecycle.BlocksMore(status) is { } code ? code
            : needsPartner && !ParticipationLifecycle.TakesRequests(request.Partner!.Value) ? "not-notified"
            : null;
    }

    private static string? BlockBySending(RequestSituation request, CaseContacts contacts, string? basis, DateTimeOffset now) =>
        request.DueAt <= now ? "due-passed" : basis ?? (contacts.Reaches(request.OrganisationId, request.Tlp) ? null : "no-named-person");

    private async Task<CaseContacts> ContactsAsync(
        RequestSituation request, Dictionary<Guid, CaseContacts> known, CancellationToken cancellationToken)
    {
        var goesToPersons = ReleasePolicy.NeedsNamedPersons(request.Tlp) && request.IsUnsent;
        var incident = goesToPersons ? request.IncidentId ?? Guid.Empty : Guid.Empty;
        if (!known.TryGetValue(incident, out var contacts))
        {
            contacts = await CaseContacts.ReadAsync(db, grants, incident, incident != Guid.Empty, cancellationToken);
            known[incident] = contacts;
        }

        return contacts;
    }
}
