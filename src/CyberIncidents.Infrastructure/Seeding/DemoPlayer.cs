using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Infrastructure.Seeding;

/// <summary>A case of the demo data: what is logged, and what happens to it then.</summary>
internal sealed record DemoIncident(
    string Title,
    string Summary,
    string Class,
    string? Type,
    IReadOnlyList<string>? TerroristUse,
    Severity Severity,
    string Tlp,
    IReadOnlyList<string>? Tags,
    double HoursAgo,
    string By,
    IReadOnlyList<DemoPartner>? Partners,
    IReadOnlyList<string>? NamedPersons,
    IReadOnlyList<DemoStep>? Steps);

/// <summary>A partner by country, or by the code of an organisation.</summary>
internal sealed record DemoPartner(string? Country, string? Organisation, IReadOnlyList<ParticipationRole> Roles);

/// <summary>One thing that somebody does; which fields it uses depends on what it is.</summary>
internal sealed record DemoStep(
    double HoursAgo,
    string By,
    string Do,
    ParticipationActionInput? Input,
    string? Partner,
    string? Request,
    int? DuplicateOf,
    double? UntilInHours,
    double? DueInHours,
    RequestKind? Kind,
    string? LegalBasis,
    string? Subject,
    string? Body,
    Urgency? Urgency,
    string? Tlp,
    string? Title,
    string? TimeZone,
    IReadOnlyList<string>? Reminders,
    string? Text,
    CommentAudience? Audience);

/// <summary>Plays the cases of the demo data by the ordinary commands.</summary>
internal sealed class DemoPlayer(
    DemoSeeder seeder, IReadOnlyDictionary<string, Guid> organisations, IReadOnlyDictionary<string, Person> people, DateTimeOffset now)
{
    private readonly List<string> _references = [];
    private readonly Dictionary<string, string> _requests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _participations = new(StringComparer.Ordinal);
    private string _reference = string.Empty;

    public async Task PlayAsync(DemoIncident incident, CancellationToken cancellationToken)
    {
        _requests.Clear();
        _participations.Clear();
        var by = people[incident.By];
        var at = now.AddHours(-incident.HoursAgo);
        var log = new LogIncidentCommand(new LogIncidentInput
        {
            Title = incident.Title,
            Summary = incident.Summary,
            Classification = new ClassificationInput(incident.Class, incident.Type),
            TerroristUse = incident.TerroristUse,
            Severity = incident.Severity,
            Tlp = TlpLabel.Parse(incident.Tlp),
            DetectedAt = at,
            NamedPersons = incident.NamedPersons?.Select(n => people[n].Id).ToList(),
            Tags = incident.Tags,
        });
        _reference = (await seeder.SendAsync(log, by, at, cancellationToken)).Reference;
        _references.Add(_reference);
        if (incident.Partners is { Count: > 0 } partners)
        {
            var inputs = partners.Select(p => new PartnerInput(p.Country, p.Organisation is { } code ? organisations[code] : null, p.Roles)).ToList();
            var added = await seeder.SendAsync(
                new AddParticipationsCommand(_reference, new AddParticipationsInput { Items = inputs }), by, at, cancellationToken);
            for (var i = 0; i < partners.Count; i++)
            {
                _participations[partners[i].Country ?? partners[i].Organisation!] = added.Ids[i];
            }
        }

        foreach (var step in incident.Steps ?? [])
        {
            await StepAsync(step, cancellationToken);
        }
    }

    private Task StepAsync(DemoStep step, CancellationToken cancellationToken)
    {
        var at = now.AddHours(-step.HoursAgo);
        var input = (step.Input ?? new ParticipationActionInput()) with
        {
            Until = step.UntilInHours is { } hours ? at.AddHours(hours) : null,
            DuplicateOf = step.DuplicateOf is { } index ? _references[index] : null,
        };
        Task Send<T>(ICommand<T> command) => seeder.SendAsync(command, people[step.By], at, cancellationToken);

        return (step.Do, step.Partner) switch
        {
            ("request", _) => DraftAsync(step, at, cancellationToken),
            ("follow-up", _) => Send(new ScheduleFollowUpCommand(_reference, new ScheduleFollowUpInput
            {
                Title = step.Title,
                DueAt = at.AddHours(step.DueInHours!.Value),
                TimeZone = step.TimeZone,
                Reminders = step.Reminders,
                RequestReference = step.Request is { } name ? _requests[name] : null,
            })),
            ("comment", _) => Send(new WriteCommentCommand(_reference, new WriteCommentInput
            {
                Text = step.Text,
                Audience = step.Audience is { } audience ? new AudienceInput(audience, null) : null,
            })),
            (var move, { } partner) when step.Request is null => people[step.By].Roles == Roles.LiaisonOfficer
                ? Send(new DeclineOwnParticipationCommand(_reference, _participations[partner], input))
                : Send(new MoveParticipationCommand(_reference, _participations[partner], Parse<ParticipationMove>(move), input, null)),
            (var move, _) when step.Request is { } request => Send(RequestMoveOf(Parse<RequestMove>(move.Replace("-request", string.Empty, StringComparison.Ordinal)), _requests[request], input)),
            (var move, _) => Send(new MoveIncidentCommand(_reference, Parse<IncidentMove>(move), input, null)),
        };
    }

    private async Task DraftAsync(DemoStep step, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var draft = new DraftRequestCommand(_reference, new DraftRequestInput
        {
            ParticipationId = _participations[step.Partner!],
            Kind = step.Kind,
            LegalBasis = step.LegalBasis,
            Subject = step.Subject,
            Body = step.Body,
            Urgency = step.Urgency,
            DueAt = step.DueInHours is { } hours ? at.AddHours(hours) : null,
            Tlp = TlpLabel.Parse(step.Tlp),
        });
        _requests[step.Request!] = (await seeder.SendAsync(draft, people[step.By], at, cancellationToken)).Reference;
    }

    private static ICommand<RequestKey> RequestMoveOf(RequestMove move, string reference, ActionInput input) =>
        RequestLifecycle.SideOf(move) == RequestSide.Requested ? new RespondToRequestCommand(reference, move, input)
        : RequestLifecycle.OfApprover.Contains(move) ? new DecideRequestCommand(reference, move, input, null)
        : new MoveRequestCommand(reference, move, input, null);

    private static TMove Parse<TMove>(string move)
        where TMove : struct, Enum =>
        Enum.Parse<TMove>(move.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true);
}
