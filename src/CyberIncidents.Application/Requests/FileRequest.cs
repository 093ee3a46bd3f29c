using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Reference;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>What a partner asks of us.</summary>
public sealed record FileRequestInput
{
    /// <summary>What is asked; one that our organisation may be asked and the partner's may ask.</summary>
    public RequestKind? Kind { get; init; }

    /// <summary>A code of the legal bases: of one that is on the list and valid today.</summary>
    public string? LegalBasis { get; init; }

    /// <summary>At most 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>At most 20,000 characters.</summary>
    public string? Body { get; init; }

    /// <summary>How pressing; <c>Normal</c> when left out.</summary>
    public Urgency? Urgency { get; init; }

    /// <summary>Until when an answer is wished; in the future. The rule of the legal basis or of the kind goes before it where it ends earlier.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The marking. What is RED is seen here by our managers and whoever they name, and there by whoever files it.</summary>
    public Tlp? Tlp { get; init; }

    /// <summary>The partner's own reference.</summary>
    public string? TheirReference { get; init; }

    /// <summary>PAP, handling codes and grading; null when nothing is said.</summary>
    public HandlingValue? Handling { get; init; }

    /// <summary>What the legal basis demands, by the codes of its fields; each at most 4,000 characters, and none may be left out.</summary>
    public IReadOnlyDictionary<string, string?>? BasisFields { get; init; }
}

/// <summary>A partner asks something of us: it is with us at once.</summary>
/// <param name="Input">What is asked.</param>
[RequirePermission(Permission.FileRequests)]
public sealed record FileRequestCommand(FileRequestInput Input) : ICommand<RequestKey>;

internal sealed class FileRequestValidator : AbstractValidator<FileRequestCommand>
{
    public FileRequestValidator()
    {
        RuleFor(c => c.Input.Kind).NotNull().IsInEnum();
        RuleFor(c => c.Input.LegalBasis).OptionalText(Validation.CodeLength);
        RuleFor(c => c.Input.Subject).RequiredText(Validation.TitleLength);
        RuleFor(c => c.Input.Body).RequiredText(Validation.TextLength);
        RuleFor(c => c.Input.Urgency).IsInEnum();
        RuleFor(c => c.Input.Tlp).NotNull().IsInEnum();
        RuleFor(c => c.Input.TheirReference).OptionalText(Validation.ReferenceLength);
        RuleFor(c => c.Input.Handling!).SetValidator(new HandlingValidator()).When(c => c.Input.Handling is not null);
    }
}

internal sealed class FileRequestHandler(
    IAppDb db, IViewerAccessor viewer, RequestNumbers numbers, FilingChecks checks, RequestClocks clocks, InboundGrants grants, InboundTelling telling,
    Reachability reachability, TimeProvider time)
    : ICommandHandler<FileRequestCommand, RequestKey>
{
    public async Task<RequestKey> Handle(FileRequestCommand command, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var now = time.GetUtcNow();
        var asking = await db.Organisations.SingleAsync(o => o.Id == me.OrganisationId, cancellationToken);
        var house = await db.Organisations.SingleAsync(o => o.IsHome, cancellationToken);
        var text = await checks.TextAsync(command.Input, asking, house, now, cancellationToken);
        var reference = await numbers.NextAsync(asking.Country, asking.Id, now, cancellationToken);
        var request = Request.File(reference, new RequestParties(RequestDirection.Inbound, null, null, asking.Id, house.Id), text, me.UserId, now);
        db.Requests.Add(request);
        await grants.OpenAsync(request, cancellationToken);
        await clocks.SentAsync(request, cancellationToken);
        await telling.OursAsync(NoticeKind.RequestReceived, request, cancellationToken);
        await reachability.ActedAsync(request, asking.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }
}

/// <summary>What may be asked of us, by whom and on what.</summary>
internal sealed class FilingChecks(IAppDb db, ApplicableBasisReading bases, HomeSettings home)
{
    /// <summary>The kinds that one organisation may ask of another, by the data on each kind.</summary>
    public static IReadOnlyList<RequestKind> Of(IEnumerable<Domain.Reference.RequestKindRule> rules, OrganisationKind asking, OrganisationKind house) =>
        [.. rules.Where(r => r.RetiredAt is null && !RequestLifecycle.OnlyAtHome(r.Kind) && r.Receiving.Contains(house) && r.Issuing.Contains(asking)).Select(r => r.Kind)];

    /// <summary>What a partner files, checked.</summary>
    /// <exception cref="InvalidInputException">Names the field.</exception>
    public async Task<RequestText> TextAsync(FileRequestInput input, Organisation asking, Organisation house, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var kind = input.Kind!.Value;
        await EnsureKindAsync(kind, asking, house, cancellationToken);
        _ = input.DueAt is null ? now : Needs.Future(input.DueAt, "dueAt", now);
        if (input.LegalBasis is { } basis)
        {
            await db.EnsureBasisAsync(basis, Zones.DateOf(now, home.TimeZone), cancellationToken);
            await bases.EnsureMayRestAsync(basis, kind, asking.Id, cancellationToken);
        }

        return new RequestText(
            kind, input.LegalBasis, input.Subject!.Trim(), input.Body!.Trim(), input.Urgency ?? Urgency.Normal,
            input.DueAt, input.Tlp!.Value, input.TheirReference?.Trim(), input.Handling?.ToHandling())
        {
            BasisFields = await FieldsAsync(input, new Asking(input.LegalBasis, kind, asking.Id), cancellationToken),
        };
    }

    private async Task EnsureKindAsync(RequestKind kind, Organisation asking, Organisation house, CancellationToken cancellationToken)
    {
        var rule = await db.RequestKindRules.SingleAsync(k => k.Kind == kind, cancellationToken);
        if (rule.RetiredAt is not null)
        {
            throw new InvalidInputException("kind", Words.Get("Error.UnknownCode"));
        }

        if (RequestLifecycle.OnlyAtHome(kind) || !rule.Receiving.Contains(house.Kind))
        {
            throw new InvalidInputException("kind", Words.Get("Inbound.Error.NotOurs", Words.Pick(rule.NameEn, rule.NameId)));
        }

        if (!rule.Issuing.Contains(asking.Kind))
        {
            throw new InvalidInputException("kind", Words.Get("Inbound.Error.NotTheirs", Words.Pick(rule.NameEn, rule.NameId)));
        }
    }

    /// <summary>An agreement demands of a partner what it demands of us; what is filed has nothing left to fill in later.</summary>
    private async Task<IReadOnlyList<BasisField>> FieldsAsync(FileRequestInput input, Asking asking, CancellationToken cancellationToken)
    {
        var stated = await db.FillAsync(asking, input.BasisFields, [], cancellationToken);
        var demanded = await db.DemandedAsync(asking, cancellationToken);
        var missing = demanded.Where(f => stated.All(s => s.Code != f.Code)).ToList();
        return missing.Count == 0
            ? stated
            : throw new InvalidInputException(missing.ToDictionary(
                f => $"basisFields.{f.Code}", f => (string[])[Words.Get("Inbound.Error.Demanded", Words.Pick(f.LabelEn, f.LabelId))], StringComparer.Ordinal));
    }
}

/// <summary>Who sees what a partner asks of us: the grants stay without a case, so that no case of ours takes it from the partner.</summary>
internal sealed class InboundGrants(IAppDb db, IAccessGrants grants, TimeProvider time)
{
    /// <summary>At filing: the partner's organisation; of what is RED the officer, and here our managers.</summary>
    /// <exception cref="RuleBrokenException"><c>no-manager</c>: nobody of ours would ever see what is RED.</exception>
    public async Task OpenAsync(Request request, CancellationToken cancellationToken)
    {
        var item = (SubjectType.Request, request.Id);
        if (!ReleasePolicy.NeedsNamedPersons(request.Tlp))
        {
            grants.Add(AccessGrant.ToOrganisation(item, request.RequesterOrganisationId, GrantReason.OwnItem, time.GetUtcNow()));
            return;
        }

        grants.Add(AccessGrant.ToPerson(item, request.OriginatorId, GrantReason.OwnItem, time.GetUtcNow()));
        var people = await db.People.Where(p => p.DisabledAt == null).Select(p => new { p.Id, p.Roles }).ToListAsync(cancellationToken);
        var managers = people.Where(p => p.Roles.HasFlag(Roles.Manager)).ToList();
        if (managers.Count == 0)
        {
            throw new RuleBrokenException("no-manager", "There is nobody now who may receive what is TLP:RED; mark it less strictly, or ask by another way.");
        }

        foreach (var manager in managers)
        {
            grants.Add(AccessGrant.ToPerson(item, manager.Id, GrantReason.NamedPerson, time.GetUtcNow()));
        }
    }

    /// <summary>Whoever answers for something RED is named for it.</summary>
    public async Task NameAsync(Request request, Guid personId, CancellationToken cancellationToken)
    {
        if (ReleasePolicy.NeedsNamedPersons(request.Tlp) && (await grants.PersonsOfItemAsync(request.Id, cancellationToken)).All(g => g.UserId != personId))
        {
            grants.Add(AccessGrant.ToPerson((SubjectType.Request, request.Id), personId, GrantReason.Owner, time.GetUtcNow()));
        }
    }
}
