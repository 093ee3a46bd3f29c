using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>Which engagements, by when they are.</summary>
public enum EngagementTime
{
    /// <summary>Those whose last day is not over.</summary>
    Upcoming,

    /// <summary>Those whose last day is over.</summary>
    Past,
}

/// <summary>Which engagements.</summary>
public sealed record EngagementFilter
{
    /// <summary>By when they are; null for all.</summary>
    public EngagementTime? When { get; init; }

    /// <summary>Of these sorts; empty for all.</summary>
    public IReadOnlyList<EngagementKind> Kind { get; init; } = [];

    /// <summary>Of these kinds of cooperation; empty for all.</summary>
    public IReadOnlyList<CooperationKind> Cooperation { get; init; } = [];

    /// <summary>In these states; empty for all.</summary>
    public IReadOnlyList<EngagementState> State { get; init; } = [];

    /// <summary>With this country as place, host or guest.</summary>
    public string? Country { get; init; }

    /// <summary>That have to do with this agreement or one of its provisions, <c>budapest</c>, or with this norm, <c>un-norms/d</c>.</summary>
    public string? Instrument { get; init; }

    /// <summary>A part of the title.</summary>
    public string? Q { get; init; }
}

/// <summary>Lists the engagements that the viewer may see.</summary>
/// <param name="Filter">Which.</param>
/// <param name="Page">Which page; sorted by <c>startsAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListEngagementsQuery(EngagementFilter Filter, PageRequest Page) : IQuery<Page<EngagementSummary>>;

/// <summary>Reads an engagement.</summary>
/// <param name="Reference">The engagement.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetEngagementQuery(string Reference) : IQuery<EngagementDetail>, IOpensOne<EngagementDetail>
{
    OpenedItem? IOpensOne<EngagementDetail>.Opened(EngagementDetail answer) => new(null, SubjectType.Engagement, answer.Id, answer.Tlp);
}

internal sealed class ListEngagementsHandler(IAppDb db, Instruments instruments, TimeProvider time) : IQueryHandler<ListEngagementsQuery, Page<EngagementSummary>>
{
    private static readonly Dictionary<string, Expression<Func<Engagement, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["startsAt"] = e => e.StartsAt,
    };

    private static readonly Expression<Func<Engagement, Row>> Project = e => new Row
    {
        StartsAt = e.StartsAt,
        Summary = new EngagementSummary
        {
            Id = e.Id,
            Reference = e.Reference,
            Kind = e.Kind,
            Cooperation = e.Cooperation,
            Title = e.Title,
            Place = e.Place,
            Country = e.Country,
            From = e.From,
            To = e.To,
            TimeZone = e.TimeZone,
            Countries = e.Countries,
            Tlp = e.Tlp,
            State = e.State,
        },
    };

    public async Task<Page<EngagementSummary>> Handle(ListEngagementsQuery query, CancellationToken cancellationToken)
    {
        var (rows, next, count) = await Keyset.ReadAsync(
            await OfAsync(query.Filter, cancellationToken), query.Page, Sorts, "-startsAt", Project, (row, _) => (row.StartsAt, row.Summary.Id), cancellationToken);
        return new Page<EngagementSummary>([.. rows.Select(r => r.Summary)], next, count);
    }

    private async Task<IQueryable<Engagement>> OfAsync(EngagementFilter filter, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var source = filter.When switch
        {
            EngagementTime.Upcoming => db.Engagements.Where(e => e.EndsAt > now),
            EngagementTime.Past => db.Engagements.Where(e => e.EndsAt <= now),
            _ => db.Engagements,
        };
        source = filter.Kind.Count == 0 ? source : source.Where(e => filter.Kind.Contains(e.Kind));
        source = filter.Cooperation.Count == 0 ? source : source.Where(e => filter.Cooperation.Contains(e.Cooperation));
        source = filter.State.Count == 0 ? source : source.Where(e => filter.State.Contains(e.State));
        source = filter.Country is { } country ? source.Where(e => e.Countries.Contains(country)) : source;
        if (filter.Instrument is { } instrument)
        {
            var keys = await instruments.KeysAsync(instrument, cancellationToken);
            source = source.Where(e => e.InstrumentIds.Any(i => keys.Contains(i)));
        }

        return LikePattern.Of(filter.Q) is { } pattern ? source.Where(e => EF.Functions.Like(e.Title, pattern, LikePattern.Escape)) : source;
    }

    private sealed record Row
    {
        public required DateTimeOffset StartsAt { get; init; }

        public required EngagementSummary Summary { get; init; }
    }
}

internal sealed class GetEngagementHandler(IAppDb db, Parties parties, Instruments instruments, IAccessGrants grants, TimeProvider time)
    : IQueryHandler<GetEngagementQuery, EngagementDetail>
{
    private static readonly PersonName Unknown = new(Guid.Empty, "?");

    public async Task<EngagementDetail> Handle(GetEngagementQuery query, CancellationToken cancellationToken)
    {
        var e = await db.Engagements.AsNoTracking().SingleOrDefaultAsync(x => x.Reference == query.Reference, cancellationToken) ?? throw new NotFoundException();
        var named = (await grants.PersonsOfItemAsync(e.Id, cancellationToken)).Where(g => g.Reason == GrantReason.NamedPerson).Select(g => g.UserId).Distinct().ToList();
        var names = new Names(
            await parties.PeopleAsync([e.ResponsibleId, e.CreatedById, .. named, .. e.Outcomes.Select(o => (Guid?)o.ById)], cancellationToken),
            await parties.NamesAsync(e.Hosts.Select(h => h.OrganisationId).Concat(e.Delegations.Select(d => d.Side.OrganisationId)), cancellationToken));
        var ids = e.IncidentIds;
        return Facts(e, names) with
        {
            AllowedActions = [.. e.AllowedMoves(time.GetUtcNow()).Select(MoveName.Of)],
            Hosts = [.. e.Hosts.Select(h => new PartyDetail(h.Country, names.Organisation(h.OrganisationId)))],
            NamedPersons = [.. named.Select(names.Person).OfType<PersonName>()],
            Delegations = [.. e.Delegations.Select(d => new DelegationDetail(d.Id, d.Side.Country, names.Organisation(d.Side.OrganisationId), d.Head, d.Members))],
            Agenda = e.Agenda,
            Outcomes = [.. e.Outcomes.Select(o => new OutcomeDetail(o.Id, o.Text, o.At, names.Person(o.ById) ?? Unknown))],
            Incidents = await db.Incidents.Where(i => ids.Contains(i.Id)).OrderBy(i => i.Reference)
                .Select(i => new LinkedIncident(i.Reference, i.Title, i.Tlp)).ToListAsync(cancellationToken),
            Instruments = await instruments.NamesAsync(e.InstrumentIds, cancellationToken),
            Documents = await db.EngagementDocuments.CountAsync(d => d.EngagementId == e.Id && d.WithdrawnAt == null, cancellationToken),
            Commitments = await db.Commitments.CountAsync(c => c.EngagementId == e.Id, cancellationToken),
            FollowUps = await db.FollowUps.CountAsync(f => f.AboutId == e.Id, cancellationToken),
        };
    }

    private static EngagementDetail Facts(Engagement e, Names names) => new()
    {
        Id = e.Id,
        Reference = e.Reference,
        Kind = e.Kind,
        Cooperation = e.Cooperation,
        Title = e.Title,
        Place = e.Place,
        Country = e.Country,
        From = e.From,
        To = e.To,
        TimeZone = e.TimeZone,
        Countries = e.Countries,
        Tlp = e.Tlp,
        State = e.State,
        StartsAt = e.StartsAt,
        EndsAt = e.EndsAt,
        Summary = e.Summary,
        Responsible = names.Person(e.ResponsibleId),
        CreatedBy = names.Person(e.CreatedById),
        Note = e.Note,
        Source = e.Source,
        Confidence = e.Confidence,
        TakesMore = !EngagementLifecycle.IsOver(e.State),
        Version = e.Version,
    };

    private sealed record Names(IReadOnlyDictionary<Guid, PersonName> People, IReadOnlyDictionary<Guid, OrganisationName> Organisations)
    {
        public PersonName? Person(Guid? id) => id is { } key ? People.GetValueOrDefault(key) : null;

        public OrganisationName? Organisation(Guid? id) => id is { } key ? Organisations.GetValueOrDefault(key) : null;
    }
}
