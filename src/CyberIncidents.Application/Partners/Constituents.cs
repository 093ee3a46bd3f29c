using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>The key of a constituent in an answer.</summary>
/// <param name="Id">The constituent.</param>
public sealed record ConstituentKey(Guid Id);

/// <summary>A client of an organisation, to whom it may pass on what is AMBER.</summary>
/// <param name="Id">The constituent.</param>
/// <param name="OrganisationId">Whose client it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sector">Its sector.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null for that of the organisation.</param>
/// <param name="Retired">Whether it left the list.</param>
/// <param name="CreatedAt">When it was listed.</param>
/// <param name="Version">The version of its row; also the ETag.</param>
public sealed record ConstituentDetail(
    Guid Id, Guid OrganisationId, string Name, string? Sector, string? Country, bool Retired, DateTimeOffset CreatedAt, long Version);

/// <summary>A constituent that is to be listed.</summary>
public sealed record ConstituentInput
{
    /// <summary>Its name; at most 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Its sector.</summary>
    public string? Sector { get; init; }

    /// <summary>ISO 3166-1 alpha-2; none for that of the organisation.</summary>
    public string? Country { get; init; }
}

/// <summary>A JSON Merge Patch of a constituent.</summary>
public sealed record EditConstituentInput
{
    /// <summary>Whether it leaves the list.</summary>
    public Optional<bool?> Retired { get; init; }
}

/// <summary>Lists the constituents of an organisation, those that left the list too.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases, Permission.KeepOrganisations)]
public sealed record ListConstituentsQuery(Guid OrganisationId, PageRequest Page) : IQuery<Page<ConstituentDetail>>;

/// <summary>Reads a constituent.</summary>
/// <param name="Id">The constituent.</param>
[RequirePermission(Permission.ReadCases, Permission.KeepOrganisations)]
public sealed record GetConstituentQuery(Guid Id) : IQuery<ConstituentDetail>;

/// <summary>Lists a constituent.</summary>
/// <param name="OrganisationId">Whose client it is.</param>
/// <param name="Input">Which.</param>
[RequirePermission(Permission.KeepOrganisations, Permission.KeepCooperation)]
public sealed record AddConstituentCommand(Guid OrganisationId, ConstituentInput Input) : ICommand<ConstituentKey>;

/// <summary>Takes a constituent off the list, or puts it back.</summary>
/// <param name="Id">The constituent.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepOrganisations, Permission.KeepCooperation)]
public sealed record EditConstituentCommand(Guid Id, EditConstituentInput Input, long? ExpectedVersion) : ICommand<ConstituentKey>;

internal sealed class AddConstituentValidator : AbstractValidator<AddConstituentCommand>
{
    public AddConstituentValidator()
    {
        RuleFor(c => c.Input.Name).RequiredText(Validation.TitleLength);
        RuleFor(c => c.Input.Sector).OptionalText(Validation.CodeLength);
        RuleFor(c => c.Input.Country).OptionalText(2);
    }
}

internal sealed class EditConstituentValidator : AbstractValidator<EditConstituentCommand>
{
    public EditConstituentValidator() => RuleFor(c => c.Input.Retired.Value).NotNull().When(c => c.Input.Retired.IsSet);
}

internal sealed class ListConstituentsHandler(IAppDb db)
    : IQueryHandler<ListConstituentsQuery, Page<ConstituentDetail>>, IQueryHandler<GetConstituentQuery, ConstituentDetail>
{
    private static readonly Dictionary<string, Expression<Func<Constituent, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = c => c.CreatedAt,
    };

    private static readonly Expression<Func<Constituent, ConstituentDetail>> Project = c => new ConstituentDetail(
        c.Id, c.OrganisationId, c.Name, c.Sector, c.Country, c.RetiredAt != null, c.CreatedAt, c.Version);

    public async Task<Page<ConstituentDetail>> Handle(ListConstituentsQuery query, CancellationToken cancellationToken)
    {
        if (!await db.Organisations.AnyAsync(o => o.Id == query.OrganisationId, cancellationToken))
        {
            throw new NotFoundException();
        }

        var (rows, next, count) = await Keyset.ReadAsync(
            db.Constituents.Where(c => c.OrganisationId == query.OrganisationId), query.Page, Sorts, "createdAt", Project,
            (row, _) => (row.CreatedAt, row.Id), cancellationToken);
        return new Page<ConstituentDetail>(rows, next, count);
    }

    public async Task<ConstituentDetail> Handle(GetConstituentQuery query, CancellationToken cancellationToken) =>
        await db.Constituents.Where(c => c.Id == query.Id).Select(Project).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
}

internal sealed class AddConstituentHandler(IAppDb db, TimeProvider time) : ICommandHandler<AddConstituentCommand, ConstituentKey>
{
    public async Task<ConstituentKey> Handle(AddConstituentCommand command, CancellationToken cancellationToken)
    {
        if (!await db.Organisations.AnyAsync(o => o.Id == command.OrganisationId, cancellationToken))
        {
            throw new NotFoundException();
        }

        var input = command.Input;
        var name = input.Name!.Trim();
        if (input.Country is { } country && !await db.Countries.AnyAsync(c => c.Code == country && c.RetiredAt == null, cancellationToken))
        {
            throw new InvalidInputException("country", Words.Get("Error.UnknownCode"));
        }

        if (await db.Constituents.AnyAsync(c => c.OrganisationId == command.OrganisationId && c.Name == name && c.RetiredAt == null, cancellationToken))
        {
            throw new InvalidInputException("name", Words.Get("Directory.Error.ListedTwice"));
        }

        var constituent = new Constituent(
            command.OrganisationId, new ConstituentCard(name, string.IsNullOrWhiteSpace(input.Sector) ? null : input.Sector.Trim(), input.Country), time.GetUtcNow());
        db.Constituents.Add(constituent);
        await db.SaveChangesAsync(cancellationToken);
        return new ConstituentKey(constituent.Id);
    }
}

internal sealed class EditConstituentHandler(IAppDb db, TimeProvider time) : ICommandHandler<EditConstituentCommand, ConstituentKey>
{
    public async Task<ConstituentKey> Handle(EditConstituentCommand command, CancellationToken cancellationToken)
    {
        var constituent = await db.Constituents.SingleOrDefaultAsync(c => c.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        constituent.EnsureVersion(command.ExpectedVersion);
        if (command.Input.Retired is { IsSet: true, Value: { } retired } && retired != constituent.RetiredAt is not null)
        {
            constituent.Retire(retired, time.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        return new ConstituentKey(constituent.Id);
    }
}
