using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>The keys of participations in an answer.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Ids">The participations.</param>
/// <param name="Several">Whether they were added as a list.</param>
public sealed record ParticipationKeys(string Reference, IReadOnlyList<Guid> Ids, bool Several);

/// <summary>One partner, or several in <c>items</c>.</summary>
public sealed record AddParticipationsInput
{
    /// <summary>ISO 3166-1 alpha-2; means its national contact.</summary>
    public string? Country { get; init; }

    /// <summary>The organisation.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>The parts it plays.</summary>
    public IReadOnlyList<ParticipationRole>? Roles { get; init; }

    /// <summary>Several at once; then nothing else is given.</summary>
    public IReadOnlyList<PartnerInput>? Items { get; init; }

    internal IReadOnlyList<PartnerInput> Partners => Items ?? [new PartnerInput(Country, OrganisationId, Roles)];
}

/// <summary>Proposes partners; nobody is told yet.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">The partners.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record AddParticipationsCommand(string Reference, AddParticipationsInput Input) : ICommand<ParticipationKeys>;

internal sealed class AddParticipationsValidator : AbstractValidator<AddParticipationsCommand>
{
    public AddParticipationsValidator()
    {
        RuleFor(c => c.Input.Items).NotEmpty().When(c => c.Input.Items is not null);
        RuleFor(c => c.Input.Items!.Count).LessThanOrEqualTo(300).When(c => c.Input.Items is not null).OverridePropertyName("items");
        RuleForEach(c => c.Input.Items).NotNull().SetValidator(new PartnerInputValidator());
        RuleFor(c => c.Input.Country).Null().When(c => c.Input.Items is not null);
        RuleFor(c => c.Input.OrganisationId).Null().When(c => c.Input.Items is not null);
        RuleFor(c => c.Input.Partners[0]).SetValidator(new PartnerInputValidator()).When(c => c.Input.Items is null).OverridePropertyName("Input");
    }
}

internal sealed class AddParticipationsHandler(IAppDb db, PartnerChoice partners, TimeProvider time)
    : ICommandHandler<AddParticipationsCommand, ParticipationKeys>
{
    public async Task<ParticipationKeys> Handle(AddParticipationsCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.CaseAsync(command.Reference, cancellationToken);
        incident.EnsureTakesMore();
        var several = command.Input.Items is not null;
        var chosen = await partners.ResolveAsync(command.Input.Partners, several ? "items" : string.Empty, cancellationToken);
        var present = await db.Participations.Where(p => p.IncidentId == incident.Id)
            .Select(p => new { p.OrganisationId, p.Country }).ToListAsync(cancellationToken);
        if (chosen.Any(c => present.Any(p => p.OrganisationId == c.OrganisationId && (c.OrganisationId is not null || p.Country == c.Country))))
        {
            throw new RuleBrokenException("already-participant", "That partner is part of the case already.");
        }

        var added = ChosenPartner.In(incident, chosen, time.GetUtcNow()).ToList();
        db.Participations.AddRange(added);
        await db.SaveChangesAsync(cancellationToken);
        return new ParticipationKeys(incident.Reference, [.. added.Select(p => p.Id)], several);
    }
}
