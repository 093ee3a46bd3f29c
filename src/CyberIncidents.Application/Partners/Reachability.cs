using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
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

    /// <summary>Whether a move on a request tells that somebody is there; asking that is what the kind is for.</summary>
    public static bool Proves(Request request, RequestMove move) =>
        request.Kind == RequestKind.ContactCheck && move is RequestMove.Acknowledge or RequestMove.Start or RequestMove.Answer;

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
