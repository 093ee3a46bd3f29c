using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Partner = CyberIncidents.Domain.Partners.Organisation;

namespace CyberIncidents.Benchmarks.Load;

/// <summary>One partner's part in a case, with what the commands write beside it: grants, releases, notices.</summary>
internal sealed class PartnerMaker(Cast cast, MadeCase made, Incident incident, Guid by, Random random, Func<string, int, string> next)
{
    private const string Shared = "{\"Reference\":\"\",\"Tlp\":\"\",\"SharedTitle\":\"A case that concerns your country\",\"SharedSummary\":\"Please look at the address that we name in our request.\"}";

    public void Make(Partner partner, int place, bool open, bool toBeTold, DateTimeOffset at, DateTimeOffset now)
    {
        var participation = new Participation(
            incident.Id, incident.Tlp, partner.Country, partner.Id, [(ParticipationRole)random.Next(7)], at.AddMinutes(1 + place));
        made.Add(participation);
        // Nobody abroad is named for the RED ones, so nobody may be told of them.
        var told = toBeTold && incident.Tlp != Tlp.Red;
        if (told)
        {
            Tell(participation, partner, at.AddHours(3));
        }

        if (place < 2)
        {
            Ask(participation, partner, place, told, open, at, now);
        }

        if (told && !open)
        {
            participation.Complete(null, at.AddDays(12));
        }
    }

    private void Tell(Participation participation, Partner partner, DateTimeOffset at)
    {
        participation.Notify(partner.Id, "A case that concerns your country", "Please look at the address that we name in our request.", at);
        var release = LetGo(
            partner.Id, incident.Tlp, GrantReason.Notify,
            [(SubjectType.Incident, incident.Id), (SubjectType.Participation, participation.Id)], at);
        Notify(NoticeKind.ParticipationNotified, partner.Id, release.Id, (SubjectType.Participation, participation.Id), incident.Tlp, null, at);
    }

    private void Ask(Participation participation, Partner partner, int place, bool told, bool open, DateTimeOffset at, DateTimeOffset now)
    {
        var sent = at.AddHours(4 + place);
        var due = open && random.Next(3) > 0 ? now.AddDays(random.Next(-3, 12)) : sent.AddDays(6);
        due = due <= sent ? sent.AddDays(1) : due;
        var text = new RequestText(
            RequestKind.Information, "voluntary", "Who rents the server behind the address", "Please name the customer, and keep the logs for ninety days.",
            (Urgency)random.Next(4), due, incident.Tlp, null);
        var request = new Request(
            next($"RQ-{at.Year}-{partner.Country}", 4),
            new RequestParties(RequestDirection.Outbound, incident.Id, participation.Id, cast.Home, partner.Id),
            text, needsApproval: false, by, by, sent.AddMinutes(-20));
        made.Add(request);
        made.Add(AccessGrant.ToPerson((SubjectType.Request, request.Id), incident.Id, by, GrantReason.Creator, sent.AddMinutes(-20)));
        if (told)
        {
            request.Dispatch(RequestMove.Send, by, sent);
            request.Deliver(sent);
            LetGo(partner.Id, incident.Tlp, GrantReason.Send, [(SubjectType.Request, request.Id)], sent);
            Notify(NoticeKind.RequestReceived, partner.Id, request.Entries[^1].Id, (SubjectType.Request, request.Id), request.Tlp, request.OwnTlp, sent);
            Answer(participation, request, partner, open ? random.Next(10) : 4, open, sent);
        }

        foreach (var entry in request.Entries)
        {
            made.Add(entry);
        }
    }

    /// <summary>How far the partner got: nothing, received, at work, asked back, answered; and what we did with the answer.</summary>
    private void Answer(Participation participation, Request request, Partner partner, int stage, bool open, DateTimeOffset sent)
    {
        var officer = cast.Liaisons[partner.Id].Id;
        void Respond(RequestMove move, string? note, AnswerOutcome? outcome, double hours)
        {
            request.Respond(move, officer, new RequestReply(note, outcome, null, null), sent.AddHours(hours));
            participation.PartnerActed(sent.AddHours(hours));
        }

        if (stage >= 1)
        {
            Respond(RequestMove.Acknowledge, null, null, 6);
        }

        if (stage >= 2)
        {
            Respond(RequestMove.Start, null, null, 20);
        }

        if (stage == 3)
        {
            Respond(RequestMove.Ask, "Which address?", null, 30);
        }

        if (stage >= 4)
        {
            Respond(RequestMove.Answer, "A rented server; the customer is known to us.", (AnswerOutcome)random.Next(3), 60);
            if (!open)
            {
                request.FollowThrough(RequestMove.Accept, by, null, sent.AddHours(90));
            }
        }
    }

    private Release LetGo(Guid organisation, Tlp tlp, GrantReason reason, (SubjectType Type, Guid Id)[] items, DateTimeOffset at)
    {
        var release = Release.LetGo(new ReleaseHead(next($"RL-{at.Year}-XX", 4), incident.Id, organisation, tlp, reason), by, at);
        made.Add(release);
        foreach (var item in items)
        {
            release.Add(item.Type, item.Id, Shared, at);
            made.Add(AccessGrant.ToOrganisation(item, incident.Id, organisation, reason, at));
        }

        foreach (var item in release.Items)
        {
            made.Add(item);
        }

        made.Add(AccessGrant.ToPerson((SubjectType.Release, release.Id), incident.Id, by, GrantReason.Creator, at));
        return release;
    }

    private void Notify(NoticeKind kind, Guid organisation, Guid cause, (SubjectType Type, Guid Id) subject, Tlp tlp, Tlp? ownTlp, DateTimeOffset at)
    {
        if (cast.Liaisons.TryGetValue(organisation, out var liaison))
        {
            var notice = new Notice(kind, liaison.Id, cause, subject, incident.Id, tlp, ownTlp, at);
            notice.Read(at.AddHours(1));
            made.Add(notice);
        }
    }
}
