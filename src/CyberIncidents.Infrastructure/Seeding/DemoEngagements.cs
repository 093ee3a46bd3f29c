using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Infrastructure.Seeding;

/// <summary>Who came to an engagement of the demo, what came of it and what is owed since; played by the ordinary commands.</summary>
internal sealed class DemoEngagements(
    DemoSeeder seeder, AppDbContext db, IReadOnlyDictionary<string, Guid> organisations, IReadOnlyDictionary<string, Person> people, DateTimeOffset now)
{
    private const string Us = "us";

    internal sealed record Item(string Code, string By, IReadOnlyList<Came> Delegations, string Outcome, IReadOnlyList<Promise> Commitments);

    internal sealed record Came(string? Country, string? Organisation, string Head, IReadOnlyList<MemberInput> Members);

    internal sealed record Promise(string OwedBy, string OwedTo, string Title, string? Basis, int DueInDays, string Responsible);

    public async Task PlayAsync(IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            var reference = await db.Set<Engagement>()
                .Where(e => e.SeedCode == item.Code).Select(e => e.Reference).SingleAsync(cancellationToken);
            await PlayAsync(reference, item, cancellationToken);
        }
    }

    private async Task PlayAsync(string reference, Item item, CancellationToken cancellationToken)
    {
        Task<T> Send<T>(ICommand<T> command) => seeder.SendAsync(command, people[item.By], now.AddDays(-1), cancellationToken);
        await Send(new MoveEngagementCommand(reference, EngagementMove.Reopen, new ActionInput(), null));
        foreach (var came in item.Delegations)
        {
            await Send(new AddDelegationCommand(reference, new DelegationInput
            {
                Country = came.Country,
                OrganisationId = came.Organisation is { } code ? organisations[code] : null,
                Head = came.Head,
                Members = came.Members,
            }));
        }

        await Send(new AddOutcomeCommand(reference, new OutcomeInput { Text = item.Outcome }));
        foreach (var promise in item.Commitments)
        {
            await Send(new MakeCommitmentCommand(new CommitmentInput
            {
                OwedBy = Side(promise.OwedBy),
                OwedTo = Side(promise.OwedTo),
                Title = promise.Title,
                Basis = promise.Basis,
                DueOn = DateOnly.FromDateTime(now.UtcDateTime).AddDays(promise.DueInDays),
                Engagement = reference,
                Responsible = people[promise.Responsible].Id,
                Tlp = Tlp.Green,
            }));
        }
    }

    private CommitmentPartyInput Side(string name) => name == Us ? new CommitmentPartyInput { Us = true }
        : organisations.TryGetValue(name, out var id) ? new CommitmentPartyInput { OrganisationId = id }
        : new CommitmentPartyInput { Country = name };
}
