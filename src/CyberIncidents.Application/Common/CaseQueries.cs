using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Common;

/// <summary>Loading what a command names; what the viewer may not see is not found.</summary>
internal static class CaseQueries
{
    private static readonly FixedQuery<Guid?, Guid?> Owner = new((db, id) => db.Incidents.Where(i => i.Id == id).Select(i => i.OwnerId));

    /// <summary>A case that a command changes.</summary>
    /// <exception cref="RuleBrokenException"><c>disposed</c>: its content is gone.</exception>
    public static async Task<Incident> CaseAsync(this IAppDb db, string reference, CancellationToken cancellationToken)
    {
        var incident = await db.Incidents.SingleOrDefaultAsync(i => i.Reference == reference, cancellationToken) ?? throw new NotFoundException();
        incident.EnsureThere();
        return incident;
    }

    /// <summary>The same, held before it is read: nobody marks it anew, or adds to it, until this is committed.</summary>
    public static async Task<Incident> HeldCaseAsync(this IAppDb db, ICaseParts parts, string reference, CancellationToken cancellationToken)
    {
        await parts.HoldAsync(await db.CaseIdAsync(reference, cancellationToken), cancellationToken);
        return await db.CaseAsync(reference, cancellationToken);
    }

    /// <summary>The key of a case that the viewer sees.</summary>
    public static async Task<Guid> CaseIdAsync(this IAppDb db, string reference, CancellationToken cancellationToken) =>
        await db.Incidents.Where(i => i.Reference == reference).Select(i => (Guid?)i.Id).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException();

    /// <summary>Who answers for a case; null for nobody, or where the viewer does not see it.</summary>
    public static ValueTask<Guid?> OwnerOfAsync(this IAppDb db, Guid? incidentId, CancellationToken cancellationToken) =>
        db.Run(Owner, incidentId).SingleOrDefaultAsync(cancellationToken);

    public static async Task<Participation> ParticipationAsync(
        this IAppDb db, Guid incidentId, Guid id, CancellationToken cancellationToken) =>
        await db.Participations.SingleOrDefaultAsync(p => p.Id == id && p.IncidentId == incidentId, cancellationToken)
        ?? throw new NotFoundException();

    public static async Task<Request> RequestAsync(this IAppDb db, string reference, CancellationToken cancellationToken) =>
        await db.Requests.SingleOrDefaultAsync(r => r.Reference == reference, cancellationToken) ?? throw new NotFoundException();

    /// <summary>A request of ours to a partner, for a move that only whoever asks may make.</summary>
    /// <exception cref="ForbiddenException">A partner asks it of us.</exception>
    public static async Task<Request> OutboundAsync(this IAppDb db, string reference, CancellationToken cancellationToken) =>
        await db.RequestAsync(reference, cancellationToken) is { IsInbound: false } request
            ? request
            : throw new ForbiddenException("That is a move of whoever asks.");

    public static async Task<FollowUp> FollowUpAsync(this IAppDb db, Guid id, CancellationToken cancellationToken) =>
        await db.FollowUps.Include(f => f.Alarms).SingleOrDefaultAsync(f => f.Id == id, cancellationToken) ?? throw new NotFoundException();

    /// <summary>Somebody of the national team whose account is open.</summary>
    /// <exception cref="InvalidInputException">There is no such person.</exception>
    public static async Task<Person> NationalAsync(this IAppDb db, Guid id, string field, CancellationToken cancellationToken)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id && p.DisabledAt == null, cancellationToken);
        return person is not null && Viewer.Of(person).IsNational
            ? person
            : throw new InvalidInputException(field, Words.Get("Error.UnknownPerson"));
    }

    /// <summary>A part's own marking is never laxer than its case's.</summary>
    /// <exception cref="InvalidInputException">It would be.</exception>
    public static void EnsureNotLaxer(this Incident incident, Tlp? own, string field = "tlp")
    {
        if (own < incident.Tlp)
        {
            throw new InvalidInputException(field, Words.Get("Error.Laxer", TlpLabel.Of(incident.Tlp)));
        }
    }

    /// <summary>Stale when the caller read another version.</summary>
    /// <exception cref="StaleVersionException">It has changed.</exception>
    /// <exception cref="PreconditionRequiredException">The caller has to say what it read.</exception>
    public static void EnsureVersion(this Entity entity, long? expected)
    {
        if (expected == ReadVersion.Missing)
        {
            throw new PreconditionRequiredException();
        }

        if (expected is { } version && version != entity.Version)
        {
            throw new StaleVersionException();
        }
    }
}

/// <summary>Codes of the reference data, as a case may use them.</summary>
internal static class CodeChecks
{
    private static readonly FixedQuery<IReadOnlyList<string>, IReadOnlyList<string>, KnownCode> Named = new((db, lists, codes) =>
        db.CodeEntries.Where(c => lists.Contains(c.List) && codes.Contains(c.Code) && c.RetiredAt == null)
            .Select(c => new KnownCode(c.List, c.Code, c.Parent)));

    /// <summary>All codes have to be in their lists and not retired; one query for all of them.</summary>
    /// <exception cref="InvalidInputException">Names the field of the first that is not.</exception>
    public static async Task EnsureCodesAsync(this IAppDb db, IReadOnlyList<WantedCode> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        var lists = wanted.Select(w => w.List).Distinct(StringComparer.Ordinal).ToList();
        var codes = wanted.Select(w => w.Code).Distinct(StringComparer.Ordinal).ToList();
        var known = await db.Run(Named, lists, codes).ToListAsync(cancellationToken);
        foreach (var code in wanted)
        {
            if (!known.Exists(k => k.List == code.List && k.Code == code.Code && (code.Parent is null || k.Parent == code.Parent)))
            {
                throw new InvalidInputException(code.Field, Words.Get("Error.UnknownCode"));
            }
        }
    }

    private sealed record KnownCode(string List, string Code, string? Parent);
}

/// <summary>A code that somebody named: of which list, under which code of the list above, in which field.</summary>
internal sealed record WantedCode(string List, string Code, string? Parent, string Field);
