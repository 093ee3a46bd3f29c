using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Reference;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Partners;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>The key of an organisation in an answer.</summary>
/// <param name="Id">The organisation.</param>
public sealed record OrganisationKey(Guid Id);

/// <summary>Lists the organisations. A liaison officer sees ours and its own: partners do not know of one another.</summary>
/// <param name="Country">Only of this country.</param>
/// <param name="Q">Words that stand in the name or the sector.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
/// <param name="Kind">Only of this kind.</param>
/// <param name="Sector">Only of this sector, in the words in which it stands.</param>
/// <param name="AtHome">Only the circle at home, or all but that; ours is in neither.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record ListOrganisationsQuery(
    string? Country, string? Q, PageRequest Page, OrganisationKind? Kind = null, string? Sector = null, bool? AtHome = null)
    : IQuery<Page<OrganisationDetail>>;

/// <summary>Reads an organisation.</summary>
/// <param name="Id">The organisation.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record GetOrganisationQuery(Guid Id) : IQuery<OrganisationDetail>;

/// <summary>Registers an organisation.</summary>
/// <param name="Input">Which.</param>
[RequirePermission(Permission.KeepOrganisations)]
public sealed record RegisterOrganisationCommand(RegisterOrganisationInput Input) : ICommand<OrganisationKey>;

/// <summary>Edits an organisation.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepOrganisations)]
public sealed record EditOrganisationCommand(Guid Id, EditOrganisationInput Input, long? ExpectedVersion) : ICommand<OrganisationKey>;

internal sealed class RegisterOrganisationValidator : AbstractValidator<RegisterOrganisationCommand>
{
    public RegisterOrganisationValidator()
    {
        RuleFor(c => c.Input.Name).RequiredText(Validation.TitleLength);
        RuleFor(c => c.Input.Kind).NotNull().IsInEnum();
        RuleFor(c => c.Input.Country).OptionalText(2);
        RuleFor(c => c.Input.Country).NotEmpty().When(c => c.Input.Kind != OrganisationKind.InternationalBody);
        RuleFor(c => c.Input.Country).Null().When(c => c.Input.Kind == OrganisationKind.InternationalBody);
        RuleFor(c => c.Input.Sector).OptionalText(Validation.CodeLength);
        RuleFor(c => c.Input.TimeZone).NotEmpty().KnownZone();
        RuleFor(c => c.Input.Languages!.Count).LessThanOrEqualTo(10).When(c => c.Input.Languages is not null).OverridePropertyName("languages");
        RuleForEach(c => c.Input.Languages).RequiredText(20);
        RuleFor(c => c.Input.DutyHours).SetValidator(new DutyHoursForm()!);
        RuleForEach(c => c.Input.Weekend).IsInEnum();
        RuleFor(c => c.Input.Weekend).DaysOff();
        RuleFor(c => c.Input.CheckEveryDays).CheckTerm();
    }
}

internal sealed class EditOrganisationValidator : AbstractValidator<EditOrganisationCommand>
{
    public EditOrganisationValidator()
    {
        RuleFor(c => c.Input.Name.Value).RequiredText(Validation.TitleLength).When(c => c.Input.Name.IsSet);
        RuleFor(c => c.Input.Sector.Value).OptionalText(Validation.CodeLength);
        RuleFor(c => c.Input.NationalContact.Value).NotNull().When(c => c.Input.NationalContact.IsSet);
        RuleFor(c => c.Input.TimeZone.Value).NotEmpty().KnownZone().When(c => c.Input.TimeZone.IsSet);
        RuleFor(c => c.Input.Languages.Value!.Count).LessThanOrEqualTo(10).When(c => c.Input.Languages.Value is not null).OverridePropertyName("languages");
        RuleForEach(c => c.Input.Languages.Value).RequiredText(20);
        RuleFor(c => c.Input.DutyHours.Value).SetValidator(new DutyHoursForm()!);
        RuleForEach(c => c.Input.Weekend.Value).IsInEnum();
        RuleFor(c => c.Input.Weekend.Value).DaysOff();
        RuleFor(c => c.Input.CheckEveryDays.Value).CheckTerm();
    }
}

internal sealed class DutyHoursForm : AbstractValidator<DutyHoursInput>
{
    public DutyHoursForm()
    {
        RuleFor(d => d.From).NotNull();
        RuleFor(d => d.To).NotNull();
        RuleFor(d => d.To).Must((d, to) => d.From is not { } from || to is null || DutyHours.IsValid(from, to.Value))
            .WithMessage(_ => Words.Get("Admin.Error.DutyHours"));
    }
}

internal static class CheckTerms
{
    /// <summary>One of the terms that contact checks are planned by, or none.</summary>
    public static IRuleBuilderOptions<T, int?> CheckTerm<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Must(d => d is not { } days || Organisation.CheckTerms.Contains(days)).WithMessage(_ => Words.Get("Directory.Error.CheckTerm"));
}

internal sealed class ListOrganisationsHandler(IAppDb db, IViewerAccessor viewer, HomeSettings home) : IQueryHandler<ListOrganisationsQuery, Page<OrganisationDetail>>
{
    private const int MostWords = 10;

    private static readonly Dictionary<string, Expression<Func<Organisation, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = o => o.CreatedAt,
    };

    public async Task<Page<OrganisationDetail>> Handle(ListOrganisationsQuery query, CancellationToken cancellationToken)
    {
        var source = OrganisationReading.For(viewer.Required, db);
        source = query.Country is { } country ? source.Where(o => o.Country == country) : source;
        source = query.Kind is { } kind ? source.Where(o => o.Kind == kind) : source;
        source = query.Sector is { } sector ? source.Where(o => o.Sector == sector) : source;
        source = query.AtHome is { } atHome ? source.Where(o => !o.IsHome && (o.Country == home.Country) == atHome) : source;
        foreach (var word in Incident.Normalise(query.Q ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
        {
            source = source.Where(o => o.SearchText.Contains(word));
        }

        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "createdAt", OrganisationReading.Project, (row, _) => (row.CreatedAt, row.Id), cancellationToken);
        return new Page<OrganisationDetail>([.. rows.Select(r => OrganisationReading.Finish(r, home))], next, count);
    }
}

internal sealed class GetOrganisationHandler(IAppDb db, IViewerAccessor viewer, HomeSettings home) : IQueryHandler<GetOrganisationQuery, OrganisationDetail>
{
    public async Task<OrganisationDetail> Handle(GetOrganisationQuery query, CancellationToken cancellationToken) =>
        await OrganisationReading.For(viewer.Required, db).Where(o => o.Id == query.Id).Select(OrganisationReading.Project)
            .SingleOrDefaultAsync(cancellationToken) is { } found ? OrganisationReading.Finish(found, home) : throw new NotFoundException();
}

internal sealed class RegisterOrganisationHandler(IAppDb db, TimeProvider time) : ICommandHandler<RegisterOrganisationCommand, OrganisationKey>
{
    public async Task<OrganisationKey> Handle(RegisterOrganisationCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        if (input.Country is { } country && !await db.Countries.AnyAsync(c => c.Code == country && c.RetiredAt == null, cancellationToken))
        {
            throw new InvalidInputException("country", Words.Get("Error.UnknownCode"));
        }

        var card = new OrganisationCard(
            input.Name!.Trim(), input.Country, input.Kind!.Value, input.Sector?.Trim(), input.NationalContact ?? false, input.TimeZone!, input.Languages ?? [],
            input.DutyHours?.ToDuty(), DaysOffRules.InOrder(input.Weekend ?? [])) { CheckEveryDays = input.CheckEveryDays };
        await OrganisationReading.EnsureOneContactAsync(db, card, null, cancellationToken);
        var organisation = new Organisation(card, isHome: false, time.GetUtcNow());
        db.Organisations.Add(organisation);
        await db.SaveChangesAsync(cancellationToken);
        return new OrganisationKey(organisation.Id);
    }
}

internal sealed class EditOrganisationHandler(IAppDb db) : ICommandHandler<EditOrganisationCommand, OrganisationKey>
{
    public async Task<OrganisationKey> Handle(EditOrganisationCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var organisation = await db.Organisations.SingleOrDefaultAsync(o => o.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        organisation.EnsureVersion(command.ExpectedVersion);
        var card = new OrganisationCard(
            input.Name.Or(organisation.Name)!.Trim(), organisation.Country, organisation.Kind, input.Sector.Or(organisation.Sector)?.Trim(),
            input.NationalContact.Or(organisation.NationalContact)!.Value, input.TimeZone.Or(organisation.TimeZone)!, input.Languages.Or(organisation.Languages) ?? [],
            input.DutyHours.IsSet ? input.DutyHours.Value?.ToDuty() : organisation.Duty, DaysOffRules.InOrder(input.Weekend.Or(organisation.Weekend) ?? []))
        {
            CheckEveryDays = input.CheckEveryDays.Or(organisation.CheckEveryDays),
        };
        await OrganisationReading.EnsureOneContactAsync(db, card, organisation.Id, cancellationToken);
        organisation.Edit(card);
        await db.SaveChangesAsync(cancellationToken);
        return new OrganisationKey(organisation.Id);
    }
}

/// <summary>Reading organisations in one way, and the rule that registering and editing share.</summary>
internal static class OrganisationReading
{
    public static Expression<Func<Organisation, OrganisationDetail>> Project { get; } = o => new OrganisationDetail
    {
        Id = o.Id,
        Name = o.Name,
        Country = o.Country,
        Kind = o.Kind,
        Sector = o.Sector,
        IsHome = o.IsHome,
        NationalContact = o.NationalContact,
        TimeZone = o.TimeZone,
        Languages = o.Languages,
        DutyHours = o.DutyFrom == null || o.DutyTo == null ? null : new DutyHoursDetail(o.DutyFrom.Value, o.DutyTo.Value),
        Weekend = o.Weekend,
        CheckEveryDays = o.CheckEveryDays,
        ProvenAt = o.ProvenAt,
        ProvenBy = o.ProvenBy,
        CreatedAt = o.CreatedAt,
        Version = o.Version,
    };

    public static OrganisationDetail Finish(OrganisationDetail row, HomeSettings home) => row with { AtHome = !row.IsHome && row.Country == home.Country };

    public static IQueryable<Organisation> For(Viewer viewer, IAppDb db)
    {
        var own = viewer.OrganisationId;
        return viewer.IsPartner ? db.Organisations.Where(o => o.IsHome || o.Id == own) : db.Organisations;
    }

    /// <summary>A country has one national contact, and it is an organ of the state.</summary>
    public static async Task EnsureOneContactAsync(IAppDb db, OrganisationCard card, Guid? self, CancellationToken cancellationToken)
    {
        if (!card.NationalContact)
        {
            return;
        }

        if (card.Country is null || card.Kind == OrganisationKind.PlatformOperator)
        {
            throw new InvalidInputException("nationalContact", Words.Get("Error.UnknownOrganisation"));
        }

        if (await db.Organisations.AnyAsync(o => o.Country == card.Country && o.NationalContact && o.Id != self, cancellationToken))
        {
            throw new RuleBrokenException("contact-taken", "That country has a national contact already.");
        }
    }
}
