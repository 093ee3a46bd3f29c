using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>Who hears of what a partner asks of us: of what is RED only those who are named for it.</summary>
internal sealed class InboundTelling(IAppDb db, IAccessGrants grants, NoticeWriter notices)
{
    /// <summary>The one of ours who answers for it; before anybody does, and after that one has left us, the managers.</summary>
    public async Task<IReadOnlyList<Guid>> AnsweringAsync(Request request, CancellationToken cancellationToken)
    {
        var owner = await db.People.SingleOrDefaultAsync(p => p.Id == request.OwnerId && p.DisabledAt == null, cancellationToken);
        return owner is not null && Viewer.Of(owner).IsNational ? [owner.Id] : await ManagersAsync(request, cancellationToken);
    }

    /// <summary>The managers who may see it.</summary>
    public async Task<IReadOnlyList<Guid>> ManagersAsync(Request request, CancellationToken cancellationToken) =>
        await NamedAsync(request, await notices.ManagersAsync(null, Tlp.Clear, cancellationToken), cancellationToken);

    /// <summary>Tells our own side of the partner's last move.</summary>
    public async Task OursAsync(NoticeKind kind, Request request, CancellationToken cancellationToken) =>
        Write(kind, await AnsweringAsync(request, cancellationToken), request, request.Entries[^1].Id);

    /// <summary>Tells somebody of ours to whom it was given.</summary>
    public void Assigned(Request request, Guid personId, Guid causeId) => Write(NoticeKind.RequestAssigned, [personId], request, causeId);

    /// <summary>Tells the partner's liaison officers of our last move, by mail too.</summary>
    public async Task PartnerAsync(NoticeKind kind, Request request, CancellationToken cancellationToken)
    {
        var officers = await NamedAsync(request, await notices.LiaisonsOfAsync(request.RequesterOrganisationId, cancellationToken), cancellationToken);
        var word = new PartnerMail(
            kind, request.Entries[^1].Id, (SubjectType.Request, request.Id), null, request.RequesterOrganisationId, request.Tlp, request.OwnTlp);
        await notices.TellPartnerAsync(word, officers, cancellationToken);
    }

    private void Write(NoticeKind kind, IEnumerable<Guid> people, Request request, Guid causeId) =>
        notices.Write(kind, people, causeId, (SubjectType.Request, request.Id), null, request.Tlp, request.OwnTlp);

    private async Task<IReadOnlyList<Guid>> NamedAsync(Request request, IReadOnlyList<Guid> people, CancellationToken cancellationToken)
    {
        if (!ReleasePolicy.NeedsNamedPersons(request.Tlp))
        {
            return people;
        }

        var named = (await grants.PersonsOfItemAsync(request.Id, cancellationToken)).Select(g => g.UserId).ToHashSet();
        return [.. people.Where(p => named.Contains(p))];
    }
}
