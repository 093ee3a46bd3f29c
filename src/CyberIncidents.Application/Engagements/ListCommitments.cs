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

/// <summary>Whose commitments.</summary>
public enum CommitmentSide
{
    /// <summary>What we owe.</summary>
    Us,

    /// <summary>What is owed to us.</summary>
    Them,
}

/// <summary>Which commitments.</summary>
public sealed record CommitmentFilter
{
    /// <summary>What we owe, or what is owed to us; null for all.</summary>
    public CommitmentSide? OwedBy { get; init; }

    /// <summary>In these states; empty for all.</summary>
    public IReadOnlyList<CommitmentState> State { get; init; } = [];

    /// <summary>Owed and past their last day.</summary>
    public bool Overdue { get; init; }

    /// <summary>With this country on either side.</summary>
    public string? Country { get; init; }

    /// <summary>From this engagement, by its reference.</summary>
    public string? Engagement { get; init; }

    /// <summary>That keep this agreement or one of its provisions, <c>budapest</c>, or this norm, <c>un-norms/d</c>.</summary>
    public string? Instrument { get; init; }

    /// <summary>That this person sees to.</summary>
    public Guid? Responsible { get; init; }
}

/// <summary>Lists the commitments that the viewer may see.</summary>
/// <param name="Filter">Which.</param>
/// <param name="Page">Which page; sorted by <c>dueAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListCommitmentsQuery(CommitmentFilter Filter, PageRequest Page) : IQuery<Page<CommitmentDetail>>;

/// <summary>Reads a commitment.</summary>
/// <param name="Reference">The commitment.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetCommitmentQuery(string Reference) : IQuery<CommitmentDetail>, IOpensOne<CommitmentDetail>
{
    OpenedItem? IOpensOne<CommitmentDetail>.Opened(CommitmentDetail answer) => new(null, SubjectType.Commitment, answer.Id, answer.Tlp);
}

internal sealed class ListCommitmentsHandler(IAppDb db, IAccessGrants grants, Parties parties, Instruments instruments, TimeProvider time)
    : IQueryHandler<ListCommitmentsQuery, Page<CommitmentDetail>>, IQueryHandler<GetCommitmentQuery, CommitmentDetail>
{
    private static readonly Dictionary<string, Expression<Func<Commitment, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["dueAt"] = c => c.DueAt,
    };

    public async Task<Page<CommitmentDetail>> Handle(ListCommitmentsQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (rows, next, count) = await Keyset.ReadAsync(
            await OfAsync(query.Filter, now, cancellationToken), query.Page, Sorts, "dueAt", Project(now), (row, _) => (row.DueAt, row.Id), cancellationToken);
        return new Page<CommitmentDetail>([.. rows.Select(WithMoves)], next, count);
    }

    public async Task<CommitmentDetail> Handle(GetCommitmentQuery query, CancellationToken cancellationToken)
    {
        var row = await db.Commitments.Where(c => c.Reference == query.Reference).Select(Project(time.GetUtcNow())).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        var named = (await grants.PersonsOfItemAsync(row.Id, cancellationToken)).Where(g => g.Reason == GrantReason.NamedPerson).Select(g => g.UserId).Distinct().ToList();
        var names = await parties.PeopleAsync(named, cancellationToken);
        var keeps = await instruments.NamesAsync(row.InstrumentIds, cancellationToken);
        return WithMoves(row) with { Instruments = keeps, NamedPersons = [.. named.Select(p => names.GetValueOrDefault(p!.Value)).OfType<PersonName>()] };
    }

    private static CommitmentDetail WithMoves(CommitmentDetail row) =>
        row with { AllowedActions = [.. CommitmentLifecycle.Table.Allowed(row.State).Select(MoveName.Of)] };

    private async Task<IQueryable<Commitment>> OfAsync(CommitmentFilter filter, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var source = filter.OwedBy switch
        {
            CommitmentSide.Us => db.Commitments.Where(c => c.OwedByUs),
            CommitmentSide.Them => db.Commitments.Where(c => c.OwedToUs),
            _ => db.Commitments,
        };
        source = filter.State.Count == 0 ? source : source.Where(c => filter.State.Contains(c.State));
        source = filter.Overdue ? source.Where(c => c.State == CommitmentState.Open && c.OverdueAt <= now) : source;
        source = filter.Country is { } country ? source.Where(c => c.OwedByCountry == country || c.OwedToCountry == country) : source;
        source = filter.Responsible is { } person ? source.Where(c => c.ResponsibleId == person) : source;
        if (filter.Engagement is { } reference)
        {
            var engagement = await db.EngagementIdAsync(reference, cancellationToken);
            source = source.Where(c => c.EngagementId == engagement);
        }

        if (filter.Instrument is { } instrument)
        {
            var keys = await instruments.KeysAsync(instrument, cancellationToken);
            source = source.Where(c => c.InstrumentIds.Any(i => keys.Contains(i)));
        }

        return source;
    }

    private Expression<Func<Commitment, CommitmentDetail>> Project(DateTimeOffset now) => c => new CommitmentDetail
    {
        Id = c.Id,
        Reference = c.Reference,
        OwedBy = new CommitmentPartyDetail(
            c.OwedByUs, c.OwedByCountry,
            db.Organisations.Where(o => o.Id == c.OwedByOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).FirstOrDefault()),
        OwedTo = new CommitmentPartyDetail(
            c.OwedToUs, c.OwedToCountry,
            db.Organisations.Where(o => o.Id == c.OwedToOrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).FirstOrDefault()),
        Title = c.Title,
        Text = c.Text,
        DueOn = c.DueOn,
        DueAt = c.DueAt,
        TimeZone = c.TimeZone,
        Overdue = c.State == CommitmentState.Open && c.OverdueAt <= now,
        Engagement = db.Engagements.Where(e => e.Id == c.EngagementId).Select(e => e.Reference).FirstOrDefault(),
        Incident = db.Incidents.Where(i => i.Id == c.LinkedIncidentId).Select(i => i.Reference).FirstOrDefault(),
        Basis = c.Basis,
        Responsible = db.People.Where(p => p.Id == c.ResponsibleId).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        Tlp = c.Tlp,
        State = c.State,
        EndedAt = c.EndedAt,
        Note = c.Note,
        FollowUpId = c.FollowUpId,
        InstrumentIds = c.InstrumentIds,
        Version = c.Version,
    };
}
