using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>Runs work in one transaction, in a scope of its own, and what has to follow after the commit.</summary>
public interface ITransactionRunner
{
    /// <summary>Runs work for the viewer of the calling scope; called inside another run it joins that transaction.</summary>
    /// <typeparam name="T">The answer.</typeparam>
    /// <param name="work">Gets the services of the scope in which it has to work.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, once it is committed.</returns>
    Task<T> RunAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}

/// <summary>What has to happen after the commit and must not happen without it: hints to the job engine.</summary>
public interface IAfterCommit
{
    /// <summary>Adds something to do; its failure fails nothing, since the rows are the truth.</summary>
    /// <param name="action">What to do.</param>
    void Add(Action action);
}

/// <summary>The job engine as a clock: it wakes alarms at their instants. The rows are the truth.</summary>
public interface IAlarmClock
{
    /// <summary>Plans those of the alarms that stand, after the commit.</summary>
    /// <param name="alarms">The alarms.</param>
    void PlanAfterCommit(IEnumerable<Alarm> alarms);
}

/// <summary>Claims alarms: the one place that decides which process fires which alarm.</summary>
public interface IAlarmClaims
{
    /// <summary>Claims alarms that were read as due, unfired and standing.</summary>
    /// <param name="alarmIds">The alarms.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True when this transaction has all of them, false when it has none.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Another took some of them; the runner begins again.</exception>
    Task<bool> TryClaimAsync(IReadOnlyList<Guid> alarmIds, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>Counts references without gaps other than those of refused calls.</summary>
public interface IReferences
{
    /// <summary>The next number of a series, locked until the commit.</summary>
    /// <param name="series">For example <c>CI-2026</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number, from 1.</returns>
    Task<long> NextAsync(string series, CancellationToken cancellationToken);
}

/// <summary>Writes and reads the table of need to know; nothing else does.</summary>
public interface IAccessGrants
{
    /// <summary>Adds a grant to the save.</summary>
    /// <param name="grant">The grant.</param>
    void Add(AccessGrant grant);

    /// <summary>The persons who may see everything of a case, RED included.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their grants that hold.</returns>
    Task<IReadOnlyList<AccessGrant>> PersonsOfAsync(Guid incidentId, CancellationToken cancellationToken);

    /// <summary>The persons to whom one item was given by name.</summary>
    /// <param name="itemId">The item; its kind need not be said, since no key is used twice.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Their grants that hold, those of this save included.</returns>
    Task<IReadOnlyList<AccessGrant>> PersonsOfItemAsync(Guid itemId, CancellationToken cancellationToken);

    /// <summary>Somebody is named no more: takes back the naming and what was given to the person by it.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="personId">The person.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task UnnameAsync(Guid incidentId, Guid personId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>In a RED case, gives named liaison officers what their organisations were given before.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="personIds">The named persons.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task CarryOverAsync(Guid incidentId, IReadOnlyCollection<Guid> personIds, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Since when the viewer sees items that were given to the person or the organisation.</summary>
    /// <param name="type">Their kind.</param>
    /// <param name="ids">The items.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The instant by item; the later one, where it was given twice.</returns>
    Task<IReadOnlyDictionary<Guid, DateTimeOffset>> GivenAsync(SubjectType type, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Whether an item is with anybody outside the house now: whoever changed it would change what they were given.</summary>
    /// <param name="item">The item.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True while a grant holds that is not its creator's.</returns>
    Task<bool> IsSharedAsync((SubjectType Type, Guid Id) item, CancellationToken cancellationToken);

    /// <summary>A case is not joint any more: takes back what its partners were shown of one another.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task RevokeJointAsync(Guid incidentId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Takes back all that an organisation and its persons were given of a case, and what others were shown of its part in a joint one.
    /// </summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="except">Items that they keep.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task RevokeAsync(
        Guid incidentId, Guid organisationId, IReadOnlyCollection<Guid> except, DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>
/// Reaches all parts of a case, also those that the viewer may not see, for the moves that hit them all. Nothing of
/// what it finds goes into an answer.
/// </summary>
public interface ICaseParts
{
    /// <summary>All requests of a participation, drafts too.</summary>
    /// <param name="participationId">The participation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The requests, tracked.</returns>
    Task<IReadOnlyList<Request>> RequestsOfAsync(Guid participationId, CancellationToken cancellationToken);

    /// <summary>The requests of a case that are under way: waiting for their partner, or asked back to us.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The requests, tracked, in the order of their references.</returns>
    Task<IReadOnlyList<Request>> RunningRequestsAsync(Guid incidentId, CancellationToken cancellationToken);

    /// <summary>Holds the case's row until the commit, so that no other server moves the case or sends of it meanwhile. In SQLite's lane nobody does.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When it is held.</returns>
    Task HoldAsync(Guid incidentId, CancellationToken cancellationToken);

    /// <summary>All clocks of a request with their stops, those of this save too.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The clocks, tracked.</returns>
    Task<IReadOnlyList<LegalClock>> ClocksOfAsync(Guid requestId, CancellationToken cancellationToken);

    /// <summary>The clocks of a rule that run, on requests and on cases.</summary>
    /// <param name="ruleCode">The rule.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The clocks with stops and alarms, tracked.</returns>
    Task<IReadOnlyList<LegalClock>> RunningClocksAsync(string ruleCode, CancellationToken cancellationToken);

    /// <summary>A request.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The request, tracked.</returns>
    Task<Request> RequestAsync(Guid requestId, CancellationToken cancellationToken);

    /// <summary>When somebody became aware of a case: when it was detected, else when it was logged.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The instant.</returns>
    Task<DateTimeOffset> AwareAtAsync(Guid incidentId, CancellationToken cancellationToken);

    /// <summary>The alarms of a request's ladder that stand, those of this save too.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The alarms, tracked.</returns>
    Task<IReadOnlyList<Alarm>> AlarmsOfAsync(Guid requestId, CancellationToken cancellationToken);

    /// <summary>The steps of a request's ladder that wait for a digest.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The steps, tracked.</returns>
    Task<IReadOnlyList<ChasingEntry>> StepsInDigestAsync(Guid requestId, CancellationToken cancellationToken);

    /// <summary>The follow-ups on a request with their alarms, those of this save too.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The follow-ups, tracked.</returns>
    Task<IReadOnlyList<FollowUp>> FollowUpsOfAsync(Guid requestId, CancellationToken cancellationToken);

    /// <summary>Both sides of a link that stands: those of a pair, or of the merge of a case into another one.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="pairId">The pair; null for the merge of the case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The links, tracked.</returns>
    Task<IReadOnlyList<IncidentLink>> LinksOfPairAsync(Guid incidentId, Guid? pairId, CancellationToken cancellationToken);

    /// <summary>Raises what is laxer; lowers only what carries the case's marking.</summary>
    /// <param name="incidentId">The case.</param>
    /// <param name="tlp">Its new marking.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task SpreadMarkingAsync(Guid incidentId, Tlp tlp, CancellationToken cancellationToken);

    /// <summary>An item that can be marked by itself, whoever looks.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="id">Its key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The item, tracked; null when there is none, or of a kind that has no marking of its own.</returns>
    Task<IMarked?> MarkedAsync(SubjectType type, Guid id, CancellationToken cancellationToken);

    /// <summary>
    /// An item was marked anew: its parts, notices and versions go along. What of it left is hidden with a stricter marking and not
    /// shown by a laxer one.
    /// </summary>
    /// <param name="type">Its kind.</param>
    /// <param name="item">The item, marked anew.</param>
    /// <param name="before">Its own marking before.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task SpreadItemMarkingAsync(SubjectType type, IMarked item, Tlp? before, CancellationToken cancellationToken);

    /// <summary>The organisations that may see an item now: those with a grant, and those of persons with one.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="id">Its key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The organisations.</returns>
    Task<IReadOnlyList<Guid>> ReadersAsync(SubjectType type, Guid id, CancellationToken cancellationToken);
}

/// <summary>What the house is, from configuration.</summary>
/// <param name="Country">ISO 3166-1 alpha-2 (<c>Home:Country</c>).</param>
/// <param name="TimeZone">IANA name (<c>Home:TimeZone</c>); references count by its year.</param>
/// <param name="OverdueAfter">How long after its instant a follow-up is overdue (<c>FollowUps:OverdueAfter</c>).</param>
public sealed record HomeSettings(string Country, string TimeZone, TimeSpan OverdueAfter);

/// <summary>How sharing works here.</summary>
/// <param name="SecondApproval">Whether another manager has to approve every release of items (<c>Sharing:SecondApproval</c>).</param>
public sealed record SharingSettings(bool SecondApproval)
{
    /// <summary>Whether another manager has to approve a package of a marking: always for AMBER+STRICT and above.</summary>
    /// <param name="tlp">The marking of the package.</param>
    /// <returns>True when one has to.</returns>
    public bool NeedSecondApproval(Tlp tlp) => SecondApproval || ReleaseCeiling.NeedsSecondApproval(tlp);
}

/// <summary>Whether mail is on (<c>Mail:Host</c> is set).</summary>
/// <param name="On">Whether it is.</param>
public sealed record MailSwitch(bool On);

/// <summary>The idempotency key of the call, when it came with one.</summary>
public interface IIdempotencyContext
{
    /// <summary>The key; null when the call has none.</summary>
    IdempotencyKey? Current { get; set; }
}

/// <summary>A call that may be repeated. Unique per user, method, path and key; kept 24 h.</summary>
/// <param name="UserId">Who calls.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="Key">What the caller chose.</param>
/// <param name="BodyHash">SHA-256 of the body, hex.</param>
public sealed record IdempotencyKey(Guid UserId, string Method, string Path, string Key, string BodyHash);

/// <summary>Keeps the answers of calls that carry an idempotency key, in their own transaction.</summary>
public interface IIdempotencyStore
{
    /// <summary>Claims the key; a concurrent duplicate waits here for the first.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The kept answer as JSON, or null when this call is the first.</returns>
    /// <exception cref="Errors.IdempotencyConflictException">It was used with another body.</exception>
    Task<string?> ClaimAsync(IdempotencyKey key, CancellationToken cancellationToken);

    /// <summary>Whether this very call was answered before: what was asked then is not asked again.</summary>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>True when its answer is kept.</returns>
    Task<bool> IsKeptAsync(IdempotencyKey key, CancellationToken cancellationToken);

    /// <summary>Keeps the answer.</summary>
    /// <param name="key">The key.</param>
    /// <param name="answer">The answer as JSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task CompleteAsync(IdempotencyKey key, string answer, CancellationToken cancellationToken);
}
