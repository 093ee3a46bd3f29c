using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Infrastructure.Seeding;

/// <summary>What partners of the demo ask of us, and how far we are with it; played by the ordinary commands.</summary>
internal sealed class DemoInbound(DemoSeeder seeder, IReadOnlyDictionary<string, Person> people, DateTimeOffset now)
{
    internal sealed record Item(
        string By, double HoursAgo, RequestKind Kind, string? LegalBasis, string Subject, string Body, Urgency Urgency, string Tlp, string? TheirReference,
        double? DueInHours, IReadOnlyList<Step> Steps);

    internal sealed record Step(double HoursAgo, string By, string Do, string? Note, string? OurReference);

    public async Task PlayAsync(IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        foreach (var item in items.OrderByDescending(i => i.HoursAgo))
        {
            var at = now.AddHours(-item.HoursAgo);
            var filed = await seeder.SendAsync(new FileRequestCommand(new FileRequestInput
            {
                Kind = item.Kind,
                LegalBasis = item.LegalBasis,
                Subject = item.Subject,
                Body = item.Body,
                Urgency = item.Urgency,
                Tlp = TlpLabel.Parse(item.Tlp),
                TheirReference = item.TheirReference,
                DueAt = item.DueInHours is { } hours ? at.AddHours(hours) : null,
            }), people[item.By], at, cancellationToken);
            foreach (var step in item.Steps)
            {
                await seeder.SendAsync(CommandOf(step, filed.Reference), people[step.By], now.AddHours(-step.HoursAgo), cancellationToken);
            }
        }
    }

    private static ICommand<RequestKey> CommandOf(Step step, string reference) => step.Do == "triage"
        ? new TriageRequestCommand(reference, new TriageRequestInput { OurReference = step.OurReference }, null)
        : new AnswerInboundCommand(reference, Enum.Parse<RequestMove>(step.Do, ignoreCase: true), new ActionInput { Note = step.Note }, null);
}
