using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Timeline;
using CyberIncidents.Domain.Deadlines;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Seeding;

/// <summary>A case of the demo data: what is logged, and what happens to it then.</summary>
internal sealed record DemoIncident(
    string? Name,
    string Title,
    string Summary,
    string Class,
    string? Type,
    IReadOnlyList<string>? TerroristUse,
    Severity Severity,
    string Tlp,
    Pap? Pap,
    string? Source,
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
    string? FollowUp,
    string? DuplicateOf,
    double? UntilInHours,
    double? DueInHours,
    RequestKind? Kind,
    string? LegalBasis,
    IReadOnlyDictionary<string, string?>? BasisFields,
    string? Subject,
    string? Body,
    Urgency? Urgency,
    string? Tlp,
    string? Title,
    string? TimeZone,
    IReadOnlyList<string>? Reminders,
    IReadOnlyList<string>? Rules,
    string? Text,
    CommentAudience? Audience,
    double? HappenedHoursAgo,
    TimePrecision? Precision,
    string? Source);

/// <summary>Plays the cases of the demo data by the ordinary commands, all of them together in the order of their instants.</summary>
internal sealed class DemoPlayer(
    DemoSeeder seeder, AppDbContext db, IReadOnlyDictionary<string, Guid> organisations, IReadOnlyDictionary<string, Person> people, DateTimeOffset now)
{
    private readonly Dictionary<string, Told> _named = new(StringComparer.Ordinal);

    public async Task PlayAsync(IEnumerable<DemoIncident> incidents, CancellationToken cancellationToken)
    {
        var script = incidents.Select(i => (Case: new Told(), Incident: i)).SelectMany(c => (c.Incident.Steps ?? [])
            .Select(s => new Scene(c.Incident.Title, s.Do, s.HoursAgo, token => StepAsync(c.Case, s, token)))
            .Prepend(new Scene(c.Incident.Title, "log", c.Incident.HoursAgo, token => LogAsync(c.Case, c.Incident, token))));
        foreach (var scene in script.OrderByDescending(s => s.HoursAgo))
        {
            try
            {
                await seeder.FireDueAsync(db, now.AddHours(-scene.HoursAgo), cancellationToken);
                await scene.Play(cancellationToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                throw new InvalidOperationException(
                    $"seeds/demo/incidents: \"{scene.Title}\", {scene.Do}, {scene.HoursAgo} hours ago: {error.Message}", error);
            }
        }

        await seeder.FireDueAsync(db, now, cancellationToken);
    }

    private async Task LogAsync(Told told, DemoIncident incident, CancellationToken cancellationToken)
    {
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
            Pap = incident.Pap,
            DetectedAt = at,
            Source = incident.Source,
            NamedPersons = incident.NamedPersons?.Select(n => people[n].Id).ToList(),
            Tags = incident.Tags,
        });
        told.Reference = (await seeder.SendAsync(log, by, at, cancellationToken)).Reference;
        if (incident.Name is { } name)
        {
            _named.Add(name, told);
        }

        if (incident.Partners is { Count: > 0 } partners)
        {
            var inputs = partners.Select(p => new PartnerInput(p.Country, p.Organisation is { } code ? organisations[code] : null, p.Roles)).ToList();
            var added = await seeder.SendAsync(
                new AddParticipationsCommand(told.Reference, new AddParticipationsInput { Items = inputs }), by, at, cancellationToken);
            for (var i = 0; i < partners.Count; i++)
            {
                told.Participations[partners[i].Country ?? partners[i].Organisation!] = added.Ids[i];
            }
        }
    }

    private Task StepAsync(Told told, DemoStep step, CancellationToken cancellationToken)
    {
        var at = now.AddHours(-step.HoursAgo);
        var input = (step.Input ?? new ParticipationActionInput()) with
        {
            Until = step.UntilInHours is { } hours ? at.AddHours(hours) : null,
            DuplicateOf = step.DuplicateOf is { } other ? _named[other].Reference : null,
        };
        Task Send<T>(ICommand<T> command) => seeder.SendAsync(command, people[step.By], at, cancellationToken);

        return (step.Do, step) switch
        {
            ("request", _) => DraftAsync(told, step, at, cancellationToken),
            ("follow-up", _) => ScheduleAsync(told, step, at, cancellationToken),
            ("comment", _) => Send(new WriteCommentCommand(told.Reference, new WriteCommentInput
            {
                Text = step.Text,
                Audience = step.Audience is { } audience ? new AudienceInput(audience, null) : null,
            })),
            ("happened", _) => Send(new AddTimelineEntryCommand(told.Reference, new TimelineEntryInput
            {
                At = step.HappenedHoursAgo is { } ago ? now.AddHours(-ago) : null,
                Precision = step.Precision,
                Zone = step.TimeZone,
                Source = step.Source,
                Text = step.Text,
                Tlp = TlpLabel.Parse(step.Tlp),
            })),
            ("start-clocks", { Rules: { } rules }) => Send(new StartClocksCommand(told.Reference, new StartClocksInput { Rules = rules })),
            ("submit-clock", { Rules: [var rule] }) => SubmitAsync(told, rule, step, at, cancellationToken),
            ("see", { Request: { } request }) => Send(new SeeRequestCommand(told.Requests[request])),
            (var move, { FollowUp: { } followUp }) => Send(new MoveFollowUpCommand(told.FollowUps[followUp], Parse<FollowUpMove>(move, "-follow-up"), input, null)),
            (var move, { Request: { } request }) => Send(RequestMoveOf(Parse<RequestMove>(move, "-request"), told.Requests[request], input)),
            (_, { Partner: { } partner }) when people[step.By].Speaks =>
                Send(new DeclineOwnParticipationCommand(told.Reference, told.Participations[partner], input)),
            (var move, { Partner: { } partner }) =>
                Send(new MoveParticipationCommand(told.Reference, told.Participations[partner], Parse<ParticipationMove>(move), input, null)),
            (var move, _) => Send(new MoveIncidentCommand(told.Reference, Parse<IncidentMove>(move), input, null)),
        };
    }

    private async Task DraftAsync(Told told, DemoStep step, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var draft = new DraftRequestCommand(told.Reference, new DraftRequestInput
        {
            ParticipationId = told.Participations[step.Partner!],
            Kind = step.Kind,
            LegalBasis = step.LegalBasis,
            BasisFields = step.BasisFields,
            Subject = step.Subject,
            Body = step.Body,
            Urgency = step.Urgency,
            DueAt = step.DueInHours is { } hours ? at.AddHours(hours) : null,
            Tlp = TlpLabel.Parse(step.Tlp),
        });
        told.Requests[step.Request!] = (await seeder.SendAsync(draft, people[step.By], at, cancellationToken)).Reference;
    }

    private async Task SubmitAsync(Told told, string rule, DemoStep step, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var clock = await db.Set<LegalClock>()
            .Where(c => c.RuleCode == rule && c.State == ClockState.Running && db.Set<Incident>().Any(i => i.Id == c.IncidentId && i.Reference == told.Reference))
            .Select(c => c.Id).SingleAsync(cancellationToken);
        await seeder.SendAsync(new MoveClockCommand(told.Reference, clock, ClockMove.Submit, new MoveClockInput(), null), people[step.By], at, cancellationToken);
    }

    private async Task ScheduleAsync(Told told, DemoStep step, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var schedule = new ScheduleFollowUpCommand(told.Reference, new ScheduleFollowUpInput
        {
            Title = step.Title,
            DueAt = at.AddHours(step.DueInHours!.Value),
            TimeZone = step.TimeZone,
            Reminders = step.Reminders,
            RequestReference = step.Request is { } name ? told.Requests[name] : null,
        });
        var made = await seeder.SendAsync(schedule, people[step.By], at, cancellationToken);
        if (step.FollowUp is { } followUp)
        {
            told.FollowUps[followUp] = made.Id;
        }
    }

    private static ICommand<RequestKey> RequestMoveOf(RequestMove move, string reference, ActionInput input) =>
        RequestLifecycle.SideOf(move) == RequestSide.Requested ? new RespondToRequestCommand(reference, move, input)
        : RequestLifecycle.OfApprover.Contains(move) ? new DecideRequestCommand(reference, move, input, null)
        : new MoveRequestCommand(reference, move, input, null);

    private static TMove Parse<TMove>(string move, string ending = "")
        where TMove : struct, Enum =>
        Enum.Parse<TMove>((ending.Length > 0 ? move.Replace(ending, string.Empty, StringComparison.Ordinal) : move)
            .Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true);

    /// <summary>One thing to play, of whichever case.</summary>
    private sealed record Scene(string Title, string Do, double HoursAgo, Func<CancellationToken, Task> Play);

    /// <summary>What a case has come to hold, by the names that its steps use.</summary>
    private sealed class Told
    {
        public string Reference { get; set; } = string.Empty;

        public Dictionary<string, Guid> Participations { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Requests { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Guid> FollowUps { get; } = new(StringComparer.Ordinal);
    }
}
