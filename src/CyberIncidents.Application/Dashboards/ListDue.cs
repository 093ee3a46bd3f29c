using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Common;

namespace CyberIncidents.Application.Dashboards;

/// <summary>Lists all that is due, the soonest first: the list of which the desk shows the beginning.</summary>
/// <param name="Mine">Only what the viewer answers for, as on the desk.</param>
/// <param name="Page">Which page; sorted by <c>dueAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListDueQuery(bool Mine, PageRequest Page) : IQuery<Page<DeskItem>>;

internal sealed class ListDueHandler(IAppDb db, FollowUpSubjects subjects, IViewerAccessor viewer, HomeSettings home, TimeProvider time)
    : IQueryHandler<ListDueQuery, Page<DeskItem>>
{
    private const string Sort = "dueAt";

    public async Task<Page<DeskItem>> Handle(ListDueQuery query, CancellationToken cancellationToken)
    {
        var limit = query.Page.EffectiveLimit;
        if (query.Page.Sort is { Length: > 0 } and not Sort)
        {
            throw new InvalidInputException("sort", $"Only {Sort}.");
        }

        var after = Keyset.Decode(query.Page.After, Sort);
        var due = new DeskDue(db, subjects, query.Mine ? viewer.Required.UserId : null, home.TimeZone, time.GetUtcNow());
        var keys = await due.KeysAsync(cancellationToken);
        var rows = keys.Where(k => after is not { } last || k.At > last.At || (k.At == last.At && k.Id.CompareTo(last.Id) > 0)).Take(limit + 1).ToList();
        var shown = rows.Take(limit).ToList();
        var items = await due.ItemsAsync(shown, cancellationToken);
        return new Page<DeskItem>(
            DeskDue.Pick(items, shown),
            rows.Count > limit ? Keyset.Encode(Sort, shown[^1].At, shown[^1].Id) : null,
            query.Page.Count == true ? keys.Count : null);
    }
}
