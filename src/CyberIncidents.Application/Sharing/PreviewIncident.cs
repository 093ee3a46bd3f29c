using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Timeline;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Application.Sharing;

/// <summary>As whom a case is looked at.</summary>
/// <param name="OrganisationId">The organisation; null to take that of the participation, which a move may choose only then.</param>
/// <param name="ParticipationId">A partner's part in the case.</param>
/// <param name="PersonId">A person of the organisation, whom RED asks for; null for the organisation alone.</param>
public sealed record PreviewEyes(Guid? OrganisationId, Guid? ParticipationId, Guid? PersonId);

/// <summary>A move that is rehearsed. Any command can be: it is authorised and validated, refuses as it would, and is rolled back.</summary>
/// <param name="Make">Sends the command.</param>
public sealed record PreviewedMove(Func<IDispatcher, CancellationToken, Task> Make)
{
    /// <summary>Rehearses a command.</summary>
    /// <typeparam name="T">Its answer.</typeparam>
    /// <param name="command">The command.</param>
    /// <returns>The move.</returns>
    public static PreviewedMove Of<T>(ICommand<T> command) => new((send, cancellationToken) => send.SendAsync(command, cancellationToken));
}

/// <summary>Reads a case as one of its partners sees it: now, or as it would after a move that is not made yet.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Eyes">As whom.</param>
/// <param name="Move">What is rehearsed first; null to look at things as they are.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record PreviewIncidentQuery(string Reference, PreviewEyes Eyes, PreviewedMove? Move) : IQuery<IncidentPreview>
{
    /// <summary>What a page reads of its own through the same eyes, at the same instant; only where the case is seen.</summary>
    public Func<IDispatcher, CancellationToken, Task>? AlsoRead { get; init; }
}

internal sealed class PreviewIncidentHandler(IAppDb db, IPreviewRoom room, PreviewReading reading) : IQueryHandler<PreviewIncidentQuery, IncidentPreview>
{
    public async Task<IncidentPreview> Handle(PreviewIncidentQuery query, CancellationToken cancellationToken)
    {
        var caseId = await db.CaseIdAsync(query.Reference, cancellationToken);
        if (query.Move is null)
        {
            var subject = await reading.SubjectAsync(caseId, query.Eyes, cancellationToken);
            return await LookAsync(room, query, subject, query.AlsoRead, cancellationToken);
        }

        return await room.RehearseAsync(
            async (services, token) =>
            {
                // These are the scope's own: they read in the transaction.
                var (inside, eyes) = (services.GetRequiredService<IPreviewRoom>(), services.GetRequiredService<PreviewReading>());
                var known = await eyes.FindAsync(caseId, query.Eyes, token);
                var before = known is null ? null : await LookAsync(inside, query, known, null, token);
                await query.Move.Make(services.GetRequiredService<IDispatcher>(), token);
                var after = await LookAsync(inside, query, await eyes.SubjectAsync(caseId, query.Eyes, token), query.AlsoRead, token);
                var had = before is null ? [] : Fields(before).ToHashSet();
                return after with { BeforeItLeaves = true, Leaving = [.. Fields(after).Where(f => !had.Contains(f))] };
            },
            cancellationToken);
    }

    /// <summary>What is looked at, part by part. A new kind of item that partners read is added here and to the answer.</summary>
    private static IEnumerable<PreviewedField> Fields(IncidentPreview preview) =>
    [
        .. PreviewedFields.Of("case", preview.Case), .. PreviewedFields.Of("requests", preview.Requests), .. PreviewedFields.Of("comments", preview.Comments),
        .. PreviewedFields.Of("releases", preview.Releases), .. PreviewedFields.Of("observables", preview.Observables),
        .. PreviewedFields.Of("evidence", preview.Evidence), .. PreviewedFields.Of("timeline", preview.Timeline),
    ];

    private static Task<IncidentPreview> LookAsync(
        IPreviewRoom room, PreviewIncidentQuery query, PreviewSubject subject, Func<IDispatcher, CancellationToken, Task>? alsoRead, CancellationToken cancellationToken) =>
        room.LookAsync(
            Viewer.PreviewAs(subject.Organisation.Id, subject.Person?.Id),
            async (services, token) =>
            {
                var send = services.GetRequiredService<IDispatcher>();
                var preview = new IncidentPreview
                {
                    Reference = query.Reference,
                    Organisation = subject.Organisation,
                    Person = subject.Person,
                    Persons = subject.Named,
                    NeedsPerson = subject.Person is null && ReleasePolicy.NeedsNamedPersons(subject.Tlp),
                };
                try
                {
                    preview = preview with { Case = await send.SendAsync(new GetSharedIncidentQuery(query.Reference), token) };
                }
                catch (NotFoundException)
                {
                    return preview;
                }

                preview = await ReadAsync(send, preview, token);
                if (alsoRead is not null)
                {
                    await alsoRead(send, token);
                }

                return preview;
            },
            cancellationToken);

    private static async Task<IncidentPreview> ReadAsync(IDispatcher send, IncidentPreview preview, CancellationToken cancellationToken)
    {
        var (reference, page) = (preview.Reference, new PageRequest(PageRequest.MaxLimit));
        return preview with
        {
            Requests = await RequestsAsync(send, reference, cancellationToken),
            Comments = (await send.SendAsync(new ListSharedCommentsQuery(reference, page), cancellationToken)).Items,
            Releases = (await send.SendAsync(new ListSharedReleasesQuery(reference, page), cancellationToken)).Items,
            Observables = (await send.SendAsync(new ListSharedObservablesQuery(reference, [], page), cancellationToken)).Items,
            Evidence = (await send.SendAsync(new ListSharedEvidenceQuery(reference, page), cancellationToken)).Items,
            Timeline = (await send.SendAsync(new ListSharedTimelineQuery(reference, page), cancellationToken)).Items,
        };
    }

    private static async Task<IReadOnlyList<SharedRequest>> RequestsAsync(IDispatcher send, string reference, CancellationToken cancellationToken)
    {
        var list = await send.SendAsync(
            new ListSharedRequestsQuery(new RequestFilter { Incident = reference }, new PageRequest(PageRequest.MaxLimit)), cancellationToken);
        var requests = new List<SharedRequest>();
        foreach (var row in list.Items)
        {
            requests.Add((await send.SendAsync(new GetSharedRequestQuery(row.Reference), cancellationToken)).Request);
        }

        return requests;
    }
}

/// <summary>Whose eyes a preview has.</summary>
internal sealed record PreviewSubject(OrganisationName Organisation, PersonName? Person, IReadOnlyList<PersonName> Named, Tlp Tlp);

/// <summary>Finds out as whom a case is to be looked at.</summary>
internal sealed class PreviewReading(IAppDb db, IAccessGrants grants)
{
    /// <exception cref="NotFoundException">No such partner.</exception>
    /// <exception cref="InvalidInputException">No such organisation, or the person is none of its liaison officers.</exception>
    public async Task<PreviewSubject> SubjectAsync(Guid caseId, PreviewEyes eyes, CancellationToken cancellationToken) =>
        await FindAsync(caseId, eyes, cancellationToken)
        ?? throw new RuleBrokenException("no-contact", "That country has no national contact; register one, or choose an organisation.");

    /// <returns>Null for a part that has no organisation yet.</returns>
    public async Task<PreviewSubject?> FindAsync(Guid caseId, PreviewEyes eyes, CancellationToken cancellationToken)
    {
        var organisationId = eyes.OrganisationId;
        if (eyes.ParticipationId is { } participationId)
        {
            var part = await db.Participations.Where(p => p.Id == participationId && p.IncidentId == caseId).Select(p => new { p.OrganisationId })
                .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
            organisationId = part.OrganisationId;
            if (organisationId is null)
            {
                return null;
            }
        }

        var organisation = await db.Organisations.Where(o => o.Id == organisationId && !o.IsHome).Select(o => new OrganisationName(o.Id, o.Name))
            .SingleOrDefaultAsync(cancellationToken) ?? throw new InvalidInputException("organisation", Words.Get("Error.UnknownOrganisation"));
        var named = (await grants.PersonsOfAsync(caseId, cancellationToken)).Select(g => g.UserId!.Value).ToList();
        var liaisons = await db.People.Where(p => p.OrganisationId == organisation.Id && Person.SpeakerRoles.Contains(p.Roles) && p.DisabledAt == null)
            .OrderBy(p => p.DisplayName).Select(p => new PersonName(p.Id, p.DisplayName)).ToListAsync(cancellationToken);
        var person = eyes.PersonId is { } id
            ? liaisons.Find(l => l.Id == id) ?? throw new InvalidInputException("person", Words.Get("Error.UnknownPerson"))
            : null;
        var tlp = await db.Incidents.Where(i => i.Id == caseId).Select(i => i.Tlp).SingleAsync(cancellationToken);
        return new PreviewSubject(organisation, person, [.. liaisons.Where(l => named.Contains(l.Id))], tlp);
    }
}
