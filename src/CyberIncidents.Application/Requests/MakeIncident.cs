using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Severity = CyberIncidents.Domain.Incidents.Severity;

namespace CyberIncidents.Application.Requests;

/// <summary>The case that is made of what a partner asks of us; what is left out comes from the request.</summary>
public sealed record MakeIncidentInput
{
    /// <summary>At most 200 characters; the subject when left out.</summary>
    public string? Title { get; init; }

    /// <summary>At most 20,000 characters; what the request says when left out.</summary>
    public string? Summary { get; init; }

    /// <summary>Class and type of ENISA RSIT.</summary>
    public ClassificationInput? Classification { get; init; }

    /// <summary>How bad it is.</summary>
    public Severity? Severity { get; init; }

    /// <summary>The marking; that of the request when left out, and never laxer.</summary>
    public Tlp? Tlp { get; init; }

    /// <summary>The part that the partner plays; affected when left out. It is proposed, and told nothing.</summary>
    public IReadOnlyList<ParticipationRole>? Roles { get; init; }
}

/// <summary>Makes a case of what a partner asks of us.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Input">What the case says.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record MakeIncidentCommand(string Reference, MakeIncidentInput Input, long? ExpectedVersion) : ICommand<IncidentKey>;

/// <summary>The case that takes in what a partner asks of us.</summary>
public sealed record LinkRequestInput
{
    /// <summary>The reference of a case that is open and that the caller sees.</summary>
    public string? Incident { get; init; }

    /// <summary>The part that the partner plays, where it is no part of the case yet; affected when left out.</summary>
    public IReadOnlyList<ParticipationRole>? Roles { get; init; }
}

/// <summary>Takes what a partner asks of us into a case that is there.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Input">Into which.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record LinkRequestCommand(string Reference, LinkRequestInput Input, long? ExpectedVersion) : ICommand<IncidentKey>;

internal sealed class MakeIncidentValidator : AbstractValidator<MakeIncidentCommand>
{
    public MakeIncidentValidator()
    {
        RuleFor(c => c.Input.Title).OptionalText(Validation.TitleLength);
        RuleFor(c => c.Input.Summary).OptionalText(Validation.TextLength);
        RuleFor(c => c.Input.Classification).NotNull();
        RuleFor(c => c.Input.Classification!).SetValidator(new ClassificationInputValidator()).When(c => c.Input.Classification is not null);
        RuleFor(c => c.Input.Severity).NotNull().IsInEnum();
        RuleFor(c => c.Input.Tlp).IsInEnum();
        RuleForEach(c => c.Input.Roles).IsInEnum();
    }
}

internal sealed class LinkRequestValidator : AbstractValidator<LinkRequestCommand>
{
    public LinkRequestValidator()
    {
        RuleFor(c => c.Input.Incident).RequiredText(Validation.ReferenceLength);
        RuleForEach(c => c.Input.Roles).IsInEnum();
    }
}

internal sealed class MakeIncidentHandler(IAppDb db, CaseOfRequest cases, IRequestHandler<LogIncidentCommand, IncidentKey> log)
    : ICommandHandler<MakeIncidentCommand, IncidentKey>
{
    public async Task<IncidentKey> Handle(MakeIncidentCommand command, CancellationToken cancellationToken)
    {
        var request = await cases.FreeAsync(command.Reference, command.ExpectedVersion, cancellationToken);
        var input = command.Input;
        var tlp = input.Tlp ?? request.Tlp;
        if (tlp < request.Tlp)
        {
            throw new InvalidInputException("tlp", Words.Get("Inbound.Error.LaxerThanRequest", TlpLabel.Of(request.Tlp)));
        }

        var logged = new LogIncidentInput
        {
            Title = ActionInput.FirstText(input.Title, request.Subject),
            Summary = ActionInput.FirstText(input.Summary, request.Body),
            Classification = input.Classification,
            Severity = input.Severity,
            Tlp = tlp,
            Handling = HandlingValue.Of(request.Handling),
            Partners = [new PartnerInput(null, request.RequesterOrganisationId, CaseOfRequest.RolesOf(input.Roles))],
            // Nobody abroad is named for the case.
            NamedPersons = ReleasePolicy.NeedsNamedPersons(request.Tlp) ? await cases.SeersAsync(request, cancellationToken) : [],
        };
        var key = await log.Handle(new LogIncidentCommand(logged), cancellationToken);
        await cases.TakeInAsync(request, await db.CaseAsync(key.Reference, cancellationToken), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return key;
    }
}

internal sealed class LinkRequestHandler(IAppDb db, ICaseParts parts, PartnerChoice partners, CaseOfRequest cases, TimeProvider time)
    : ICommandHandler<LinkRequestCommand, IncidentKey>
{
    public async Task<IncidentKey> Handle(LinkRequestCommand command, CancellationToken cancellationToken)
    {
        var request = await cases.FreeAsync(command.Reference, command.ExpectedVersion, cancellationToken);
        var incident = await FoundAsync(command.Input.Incident!, cancellationToken);
        incident.EnsureTakesMore();
        await cases.EnsureOpensToNobodyAsync(request, incident, cancellationToken);
        if (!await db.Participations.AnyAsync(p => p.IncidentId == incident.Id && p.OrganisationId == request.RequesterOrganisationId, cancellationToken))
        {
            var partner = new PartnerInput(null, request.RequesterOrganisationId, CaseOfRequest.RolesOf(command.Input.Roles));
            db.Participations.AddRange(ChosenPartner.In(incident, await partners.ResolveAsync([partner], string.Empty, cancellationToken), time.GetUtcNow()));
        }

        await cases.TakeInAsync(request, incident, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new IncidentKey(incident.Reference);
    }

    /// <summary>A reference in the body that nobody sees is a fault of the body.</summary>
    private async Task<Incident> FoundAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            return await db.HeldCaseAsync(parts, reference, cancellationToken);
        }
        catch (NotFoundException)
        {
            throw new InvalidInputException("incident", Words.Get("Error.UnknownCase"));
        }
    }
}

/// <summary>Takes what a partner asks of us into a case, by making one of it or by naming one.</summary>
internal sealed class CaseOfRequest(IAppDb db, IAccessGrants grants, IInboundParts parts)
{
    /// <summary>What the partner plays when nothing is said.</summary>
    public static IReadOnlyList<ParticipationRole> RolesOf(IReadOnlyList<ParticipationRole>? roles) =>
        roles is { Count: > 0 } ? [.. roles.Distinct()] : [ParticipationRole.Affected];

    /// <summary>A request of a partner that is in no case yet.</summary>
    /// <exception cref="RuleBrokenException"><c>already-in-a-case</c>.</exception>
    public async Task<Request> FreeAsync(string reference, long? version, CancellationToken cancellationToken)
    {
        var request = await db.RequestAsync(reference, cancellationToken);
        if (!request.IsInbound)
        {
            throw new ForbiddenException("A request of ours belongs to its case.");
        }

        request.EnsureVersion(version);
        request.EnsureNoCase();
        return request;
    }

    /// <summary>Those of ours who are named for a request.</summary>
    public async Task<IReadOnlyList<Guid>> SeersAsync(Request request, CancellationToken cancellationToken) =>
        await OursAsync(await grants.PersonsOfItemAsync(request.Id, cancellationToken), cancellationToken);

    /// <summary>
    /// Whoever is named for a RED case sees all that is RED in it, so one takes in what is RED only where all of them are named for that too;
    /// and a case is never laxer than what it takes in.
    /// </summary>
    /// <exception cref="InvalidInputException">On <c>incident</c>.</exception>
    public async Task EnsureOpensToNobodyAsync(Request request, Incident incident, CancellationToken cancellationToken)
    {
        if (incident.Tlp < request.Tlp)
        {
            throw new InvalidInputException("incident", Words.Get("Inbound.Error.LaxerThanRequest", TlpLabel.Of(request.Tlp)));
        }

        if (ReleasePolicy.NeedsNamedPersons(request.Tlp)
            && (await OursAsync(await grants.PersonsOfAsync(incident.Id, cancellationToken), cancellationToken)).Except(await SeersAsync(request, cancellationToken)).Any())
        {
            throw new InvalidInputException("incident", Words.Get("Inbound.Error.OpensToOthers"));
        }
    }

    private async Task<IReadOnlyList<Guid>> OursAsync(IEnumerable<AccessGrant> given, CancellationToken cancellationToken)
    {
        var named = given.Select(g => g.UserId!.Value).ToHashSet();
        var people = await db.People.Where(p => p.DisabledAt == null && named.Contains(p.Id)).ToListAsync(cancellationToken);
        return [.. people.Where(p => Viewer.Of(p).IsNational).Select(p => p.Id)];
    }

    /// <summary>
    /// The request and all that hangs on it belong to the case from now on. What the partner was given of it stays as it was, without a case,
    /// so that nothing that is done with the case takes its own request from its sight.
    /// </summary>
    public async Task TakeInAsync(Request request, Incident incident, CancellationToken cancellationToken)
    {
        request.TakeInto(incident.Id);
        await parts.TakeIntoAsync(request.Id, incident.Id, cancellationToken);
    }
}
