using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>Notes that an organisation answers, in the save in which it did.</summary>
internal sealed class Reachability(IAppDb db, TimeProvider time)
{
    /// <summary>Whoever speaks for it answered: it and all its contacts are proven, and what asks whether it is there is answered.</summary>
    public async Task AnsweredAsync(Guid organisationId, Guid personId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var contact in await db.ContactPoints.Where(c => c.OrganisationId == organisationId && c.RetiredAt == null).ToListAsync(cancellationToken))
        {
            contact.Prove(ProofKind.ContactCheck, null, now);
        }

        await ProvenAsync(organisationId, ProofKind.ContactCheck, personId, now, now, cancellationToken);
    }

    /// <summary>One contact of it was reached, as somebody of ours says.</summary>
    public Task NotedAsync(ContactPoint contact, ProofKind by, string note, DateTimeOffset at, Guid personId, CancellationToken cancellationToken)
    {
        contact.Prove(by, note, at);
        return ProvenAsync(contact.OrganisationId, by, personId, at, time.GetUtcNow(), cancellationToken);
    }

    /// <summary>
    /// A liaison officer of it acted on a request, or filed one: it is there. By which of its contacts it is reached is not told by that, so what asks
    /// that waits on for its own answer. Of what is RED nothing is noted: everybody of ours would read off the directory that there is something.
    /// </summary>
    public async Task ActedAsync(Request request, Guid organisationId, CancellationToken cancellationToken)
    {
        if (ReleasePolicy.NeedsNamedPersons(request.Tlp))
        {
            return;
        }

        var now = time.GetUtcNow();
        var before = now - ProofAge.BeforeAnotherAct;
        if (await db.Organisations.SingleOrDefaultAsync(o => o.Id == organisationId && (o.ProvenAt == null || o.ProvenAt <= before), cancellationToken) is { } organisation)
        {
            organisation.Prove(ProofKind.ActedOnRequest, now);
        }
    }

    /// <summary>Whether a move on a request proves the contacts too; asking that is what the kind is for. One that is RED proves nothing in public.</summary>
    public static bool Proves(Request request, RequestMove move) =>
        request.Kind == RequestKind.ContactCheck && !ReleasePolicy.NeedsNamedPersons(request.Tlp)
        && move is RequestMove.Acknowledge or RequestMove.Start or RequestMove.Answer;

    private async Task ProvenAsync(Guid organisationId, ProofKind by, Guid personId, DateTimeOffset at, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var organisation = await db.Organisations.SingleAsync(o => o.Id == organisationId, cancellationToken);
        organisation.Prove(by, at);
        // What was noted of an earlier time answers no later question.
        var open = await db.ContactChecks.Include(c => c.Alarms)
            .Where(c => c.OrganisationId == organisationId && c.AnsweredAt == null && c.SupersededAt == null && c.CreatedAt <= at).ToListAsync(cancellationToken);
        open.ForEach(c => c.Answer(personId, now));
    }
}
