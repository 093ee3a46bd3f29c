using System.Linq.Expressions;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Reference;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>What can be wrong with the directory.</summary>
public enum DirectoryProblemKind
{
    /// <summary>Mail to a contact point was refused for good.</summary>
    ContactBounced,

    /// <summary>The key of a contact point has expired.</summary>
    KeyExpired,

    /// <summary>The key of a contact point expires within thirty days.</summary>
    KeyExpiring,

    /// <summary>Nothing proves any more that a contact point answers.</summary>
    ProofStale,

    /// <summary>A country has organisations and none of them is its national contact.</summary>
    NoNationalContact,

    /// <summary>An organisation has no contact point.</summary>
    NoContact,

    /// <summary>Nobody of an organisation has an account.</summary>
    NoLiaison,

    /// <summary>A partner of an open case is still only proposed, since nobody is known there.</summary>
    PartnerProposed,

    /// <summary>A partner proposes a change of its own profile, and nobody has decided.</summary>
    ProposalWaits,
}

/// <summary>Something that is wrong with the directory, with what names it.</summary>
public sealed record DirectoryProblem
{
    /// <summary>What it is.</summary>
    public required DirectoryProblemKind Kind { get; init; }

    /// <summary>The contact point, organisation, country or participation.</summary>
    public required Guid Id { get; init; }

    /// <summary>The organisation; null for a country, and for a partner without one.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>Its name.</summary>
    public string? OrganisationName { get; init; }

    /// <summary>The contact point's name.</summary>
    public string? Contact { get; init; }

    /// <summary>ISO 3166-1 alpha-2; null for an international body.</summary>
    public string? Country { get; init; }

    /// <summary>The case, where it is about one that the viewer sees.</summary>
    public string? IncidentReference { get; init; }

    /// <summary>When mail bounced, the key expires or it was last proven; null where there is no such instant.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Of a contact point: when its organisation was last proven to be there, by whichever.</summary>
    public DateTimeOffset? OrganisationProvenAt { get; init; }

    internal DateTimeOffset CreatedAt { get; init; }
}

/// <summary>How many problems of a kind there are.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Count">How many; counted up to 1,000.</param>
/// <param name="AndMore">Whether there are more than that.</param>
public sealed record DirectoryProblemCount(DirectoryProblemKind Kind, int Count, bool AndMore);

/// <summary>Counts the problems of the directory by kind.</summary>
[RequirePermission(Permission.ReadCases, Permission.KeepOrganisations)]
public sealed record CountDirectoryProblemsQuery : IQuery<Page<DirectoryProblemCount>>;

/// <summary>Lists the problems of a kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases, Permission.KeepOrganisations)]
public sealed record ListDirectoryProblemsQuery(DirectoryProblemKind Kind, PageRequest Page) : IQuery<Page<DirectoryProblem>>;

internal sealed class CountDirectoryProblemsHandler(IAppDb db, DirectorySettings settings, TimeProvider time)
    : IQueryHandler<CountDirectoryProblemsQuery, Page<DirectoryProblemCount>>
{
    /// <summary>Whoever sees that many begins with some of them; to count 50,000 takes longer than all else on the page.</summary>
    private const int MostCounted = 1_000;

    public async Task<Page<DirectoryProblemCount>> Handle(CountDirectoryProblemsQuery query, CancellationToken cancellationToken)
    {
        var problems = new ProblemSources(db, settings, time.GetUtcNow());
        var counts = new List<DirectoryProblemCount>();
        foreach (var kind in Enum.GetValues<DirectoryProblemKind>())
        {
            var count = await CountAsync(problems, kind, cancellationToken);
            counts.Add(new DirectoryProblemCount(kind, Math.Min(count, MostCounted), count > MostCounted));
        }

        return new Page<DirectoryProblemCount>(counts, null);
    }

    private static Task<int> CountAsync(ProblemSources problems, DirectoryProblemKind kind, CancellationToken cancellationToken) => kind switch
    {
        DirectoryProblemKind.NoNationalContact => CountAsync(problems.Countries(), cancellationToken),
        DirectoryProblemKind.NoContact or DirectoryProblemKind.NoLiaison => CountAsync(problems.Organisations(kind), cancellationToken),
        DirectoryProblemKind.PartnerProposed => CountAsync(problems.Participations(), cancellationToken),
        DirectoryProblemKind.ProposalWaits => CountAsync(problems.Proposals(), cancellationToken),
        _ => CountAsync(problems.Contacts(kind), cancellationToken),
    };

    private static Task<int> CountAsync<T>(IQueryable<T> source, CancellationToken cancellationToken)
        where T : Domain.Common.Entity => source.Select(e => e.Id).Take(MostCounted + 1).CountAsync(cancellationToken);
}

internal sealed class ListDirectoryProblemsHandler(IAppDb db, DirectorySettings settings, TimeProvider time)
    : IQueryHandler<ListDirectoryProblemsQuery, Page<DirectoryProblem>>
{
    public async Task<Page<DirectoryProblem>> Handle(ListDirectoryProblemsQuery query, CancellationToken cancellationToken)
    {
        var problems = new ProblemSources(db, settings, time.GetUtcNow());
        return query.Kind switch
        {
            DirectoryProblemKind.NoNationalContact => await PageAsync(problems.Countries(), query, OfCountry(), c => c.CreatedAt, cancellationToken),
            DirectoryProblemKind.NoContact or DirectoryProblemKind.NoLiaison =>
                await PageAsync(problems.Organisations(query.Kind), query, OfOrganisation(query.Kind), o => o.CreatedAt, cancellationToken),
            DirectoryProblemKind.PartnerProposed => await PageAsync(problems.Participations(), query, OfParticipation(), p => p.CreatedAt, cancellationToken),
            DirectoryProblemKind.ProposalWaits => await PageAsync(problems.Proposals(), query, OfProposal(), p => p.CreatedAt, cancellationToken),
            _ => await PageAsync(problems.Contacts(query.Kind), query, OfContact(query.Kind), c => c.CreatedAt, cancellationToken),
        };
    }

    private static async Task<Page<DirectoryProblem>> PageAsync<T>(
        IQueryable<T> source, ListDirectoryProblemsQuery query, Expression<Func<T, DirectoryProblem>> project, Expression<Func<T, DateTimeOffset>> createdAt,
        CancellationToken cancellationToken)
        where T : Domain.Common.Entity
    {
        var sorts = new Dictionary<string, Expression<Func<T, DateTimeOffset>>>(StringComparer.Ordinal) { ["createdAt"] = createdAt };
        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, sorts, "createdAt", project, (row, _) => (row.CreatedAt, row.Id), cancellationToken);
        return new Page<DirectoryProblem>(rows, next, count);
    }

    private static Expression<Func<Country, DirectoryProblem>> OfCountry() => c => new DirectoryProblem
    {
        Kind = DirectoryProblemKind.NoNationalContact,
        Id = c.Id,
        Country = c.Code,
        CreatedAt = c.CreatedAt,
    };

    private static Expression<Func<Organisation, DirectoryProblem>> OfOrganisation(DirectoryProblemKind kind) => o => new DirectoryProblem
    {
        Kind = kind,
        Id = o.Id,
        OrganisationId = o.Id,
        OrganisationName = o.Name,
        Country = o.Country,
        CreatedAt = o.CreatedAt,
    };

    private Expression<Func<Participation, DirectoryProblem>> OfParticipation() => p => new DirectoryProblem
    {
        Kind = DirectoryProblemKind.PartnerProposed,
        Id = p.Id,
        OrganisationId = p.OrganisationId,
        OrganisationName = db.Organisations.Where(o => o.Id == p.OrganisationId).Select(o => o.Name).FirstOrDefault(),
        Country = p.Country,
        IncidentReference = db.Incidents.Where(i => i.Id == p.IncidentId).Select(i => i.Reference).FirstOrDefault(),
        CreatedAt = p.CreatedAt,
    };

    private Expression<Func<ProfileProposal, DirectoryProblem>> OfProposal() => p => new DirectoryProblem
    {
        Kind = DirectoryProblemKind.ProposalWaits,
        Id = p.Id,
        OrganisationId = p.OrganisationId,
        OrganisationName = db.Organisations.Where(o => o.Id == p.OrganisationId).Select(o => o.Name).FirstOrDefault(),
        Country = db.Organisations.Where(o => o.Id == p.OrganisationId).Select(o => o.Country).FirstOrDefault(),
        At = p.CreatedAt,
        CreatedAt = p.CreatedAt,
    };

    private Expression<Func<ContactPoint, DirectoryProblem>> OfContact(DirectoryProblemKind kind)
    {
        var (bounced, stale) = (kind == DirectoryProblemKind.ContactBounced, kind == DirectoryProblemKind.ProofStale);
        return c => new DirectoryProblem
        {
            Kind = kind,
            Id = c.Id,
            OrganisationId = c.OrganisationId,
            OrganisationName = db.Organisations.Where(o => o.Id == c.OrganisationId).Select(o => o.Name).FirstOrDefault(),
            Contact = c.Name,
            Country = db.Organisations.Where(o => o.Id == c.OrganisationId).Select(o => o.Country).FirstOrDefault(),
            At = bounced ? c.BouncedAt : stale ? c.ProvenAt : c.KeyExpiresAt,
            OrganisationProvenAt = db.Organisations.Where(o => o.Id == c.OrganisationId).Select(o => o.ProvenAt).FirstOrDefault(),
            CreatedAt = c.CreatedAt,
        };
    }
}

/// <summary>Where each kind of problem is found; the filter decides which cases the viewer knows of.</summary>
internal sealed class ProblemSources(IAppDb db, DirectorySettings settings, DateTimeOffset now)
{
    private static readonly IncidentStatus[] Open = [IncidentStatus.Triaged, IncidentStatus.Active, IncidentStatus.OnHold];

    public IQueryable<ContactPoint> Contacts(DirectoryProblemKind kind)
    {
        var contacts = db.ContactPoints.Where(c => c.RetiredAt == null);
        var (soon, old) = (now.AddDays(DirectorySettings.KeyWarningDays), now.AddDays(-settings.StaleAfterDays));
        return kind switch
        {
            DirectoryProblemKind.ContactBounced => contacts.Where(c => c.BouncedAt != null),
            DirectoryProblemKind.KeyExpired => contacts.Where(c => c.KeyExpiresAt <= now),
            DirectoryProblemKind.KeyExpiring => contacts.Where(c => c.KeyExpiresAt > now && c.KeyExpiresAt <= soon),
            _ => contacts.Where(c => c.ProvenAt == null || c.ProvenAt <= old)
                .Where(c => !db.Organisations.Any(o => o.Id == c.OrganisationId && o.IsHome)),
        };
    }

    public IQueryable<Organisation> Organisations(DirectoryProblemKind kind) =>
        kind == DirectoryProblemKind.NoContact
            ? db.Organisations.Where(o => !o.IsHome && !db.ContactPoints.Any(c => c.OrganisationId == o.Id && c.RetiredAt == null))
            : db.Organisations.Where(o => !o.IsHome
                && !db.People.Any(p => p.OrganisationId == o.Id && Person.SpeakerRoles.Contains(p.Roles) && p.DisabledAt == null));

    /// <summary>A platform operator is no organ of a state, so a country with nothing but those misses none.</summary>
    public IQueryable<Country> Countries() => db.Countries.Where(c =>
        db.Organisations.Any(o => o.Country == c.Code && !o.IsHome && o.Kind != OrganisationKind.PlatformOperator)
        && !db.Organisations.Any(o => o.Country == c.Code && (o.NationalContact || o.IsHome)));

    public IQueryable<ProfileProposal> Proposals() => db.ProfileProposals.Where(p => p.State == ProposalState.Proposed);

    public IQueryable<Participation> Participations() => db.Participations.Where(p => p.State == ParticipationState.Proposed && p.OrganisationId == null
        && db.Incidents.Any(i => i.Id == p.IncidentId && Open.Contains(i.Status)));
}
