using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Admin;

/// <summary>Lists the users.</summary>
/// <param name="Q">A part of the name or of the address.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
/// <param name="Role">Only those who hold this role.</param>
/// <param name="OrganisationId">Only those who speak for this organisation.</param>
/// <param name="Disabled">Only shut accounts, or only open ones.</param>
[RequirePermission(Permission.KeepUsers)]
public sealed record ListUsersQuery(
    string? Q, PageRequest Page, Roles? Role = null, Guid? OrganisationId = null, bool? Disabled = null) : IQuery<Page<UserDetail>>;

/// <summary>Reads a user.</summary>
/// <param name="Id">The person.</param>
[RequirePermission(Permission.KeepUsers)]
public sealed record GetUserQuery(Guid Id) : IQuery<UserDetail>;

/// <summary>Registers a user; they choose their own password by a one-time link.</summary>
/// <param name="Input">Who.</param>
[RequirePermission(Permission.KeepUsers)]
public sealed record RegisterUserCommand(RegisterUserInput Input) : ICommand<PersonKey>;

/// <summary>Edits a user.</summary>
/// <param name="Id">The person.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepUsers)]
public sealed record EditUserCommand(Guid Id, EditUserInput Input, long? ExpectedVersion) : ICommand<PersonKey>;

/// <summary>Makes all older links and sessions of a user worthless, so that a new link may be made.</summary>
/// <param name="Id">The person.</param>
[RequirePermission(Permission.KeepUsers)]
public sealed record RenewSetUpCommand(Guid Id) : ICommand<PersonKey>;

/// <summary>What proves who people are; kept apart from the people.</summary>
public interface IAccounts
{
    /// <summary>Adds an account without a password to the save.</summary>
    /// <param name="person">Whose.</param>
    void Add(Person person);

    /// <summary>Ends all sessions and links of a person, in the save.</summary>
    /// <param name="personId">Whose.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When done.</returns>
    Task EndSessionsAsync(Guid personId, CancellationToken cancellationToken);

    /// <summary>Lets a change of roles or of the account hold at once in this process, after the commit.</summary>
    /// <param name="personId">Whose.</param>
    void Refresh(Guid personId);
}

internal sealed class RegisterUserValidator : AbstractValidator<RegisterUserCommand>
{
    public RegisterUserValidator()
    {
        RuleFor(c => c.Input.Email).RequiredText(256).EmailAddress();
        RuleFor(c => c.Input.DisplayName).RequiredText(Validation.TitleLength);
        RuleFor(c => c.Input.Roles).NotEmpty();
        RuleForEach(c => c.Input.Roles).IsInEnum();
    }
}

internal sealed class EditUserValidator : AbstractValidator<EditUserCommand>
{
    public EditUserValidator()
    {
        RuleFor(c => c.Input.DisplayName.Value).RequiredText(Validation.TitleLength).When(c => c.Input.DisplayName.IsSet);
        RuleFor(c => c.Input.Roles.Value).NotEmpty().When(c => c.Input.Roles.IsSet);
        RuleForEach(c => c.Input.Roles.Value).IsInEnum();
        RuleFor(c => c.Input.Disabled.Value).NotNull().When(c => c.Input.Disabled.IsSet);
        RuleFor(c => c.Input.Deputy.Value).NotNull().When(c => c.Input.Deputy.IsSet);
    }
}

internal sealed class ListUsersHandler(IAppDb db) : IQueryHandler<ListUsersQuery, Page<UserDetail>>
{
    private static readonly Dictionary<string, Expression<Func<Person, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = p => p.CreatedAt,
    };

    public async Task<Page<UserDetail>> Handle(ListUsersQuery query, CancellationToken cancellationToken)
    {
        var (rows, next, count) = await Keyset.ReadAsync(
            Found(query), query.Page, Sorts, "createdAt", UserReading.Project(db), (row, _) => (row.CreatedAt, row.Id), cancellationToken);
        return new Page<UserDetail>([.. rows.Select(r => r.Finish())], next, count);
    }

    private IQueryable<Person> Found(ListUsersQuery query)
    {
        var source = db.People.Where(p => query.OrganisationId == null || p.OrganisationId == query.OrganisationId);
        if (LikePattern.Of(query.Q) is { } pattern)
        {
            source = source.Where(p => EF.Functions.Like(p.DisplayName, pattern, LikePattern.Escape) || EF.Functions.Like(p.Email, pattern, LikePattern.Escape));
        }

        if (query.Role is { } role)
        {
            // Roles combine and are stored by their names: a set of roles is one value.
            var sets = RoleList.SetsWith(role);
            source = source.Where(p => sets.Contains(p.Roles));
        }

        return query.Disabled is { } disabled ? source.Where(p => (p.DisabledAt != null) == disabled) : source;
    }
}

internal sealed class GetUserHandler(IAppDb db) : IQueryHandler<GetUserQuery, UserDetail>
{
    public async Task<UserDetail> Handle(GetUserQuery query, CancellationToken cancellationToken)
    {
        var row = await db.People.Where(p => p.Id == query.Id).Select(UserReading.Project(db)).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        return row.Finish();
    }
}

internal sealed class RegisterUserHandler(IAppDb db, IViewerAccessor viewer, IAccounts accounts, DirectorySettings settings, HomeSettings home, TimeProvider time)
    : ICommandHandler<RegisterUserCommand, PersonKey>
{
    public async Task<PersonKey> Handle(RegisterUserCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var email = UserReading.NormaliseEmail(input.Email!);
        if (await db.People.AnyAsync(p => p.Email == email, cancellationToken))
        {
            throw new InvalidInputException("email", Words.Get("Error.EmailTaken"));
        }

        var organisation = await db.Organisations
            .SingleOrDefaultAsync(o => input.OrganisationId == null ? o.IsHome : o.Id == input.OrganisationId, cancellationToken)
            ?? throw new InvalidInputException("organisationId", Words.Get("Error.UnknownOrganisation"));
        var roles = RoleList.From(input.Roles!);
        UserReading.EnsureFits(roles, organisation, home);
        var (me, now) = (viewer.Required.UserId, time.GetUtcNow());
        var person = new Person(email, input.DisplayName!.Trim(), organisation.Id, roles, now, me);
        if (settings.TwoPersonCheck && !person.OpensByOne())
        {
            person.AwaitSecond(me, now);
        }

        db.People.Add(person);
        accounts.Add(person);
        await db.SaveChangesAsync(cancellationToken);
        return new PersonKey(person.Id);
    }
}

internal sealed class EditUserHandler(IAppDb db, IViewerAccessor viewer, IAccounts accounts, DirectorySettings settings, HomeSettings home, TimeProvider time)
    : ICommandHandler<EditUserCommand, PersonKey>
{
    public async Task<PersonKey> Handle(EditUserCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        person.EnsureVersion(command.ExpectedVersion);
        var roles = input.Roles.Value is { } list ? RoleList.From(list) : person.Roles;
        if (input.Roles.IsSet)
        {
            // What else is changed of an account does not hang on its roles: one whose organisation was moved can still be shut.
            UserReading.EnsureFits(roles, await db.Organisations.SingleAsync(o => o.Id == person.OrganisationId, cancellationToken), home);
        }

        var disabled = input.Disabled.Or(person.DisabledAt is not null)!.Value;
        await EnsureAnAdministratorRemainsAsync(person, roles, disabled, cancellationToken);
        var again = AsksAgain(person, input.Disabled);
        person.Edit(input.DisplayName.Or(person.DisplayName)!.Trim(), roles, disabled || again, time.GetUtcNow());
        Decide(person, input.Disabled, again);
        MakeDeputy(person, input.Deputy.Value);
        accounts.Refresh(person.Id);
        if (person.DisabledAt is not null)
        {
            await accounts.EndSessionsAsync(person.Id, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new PersonKey(person.Id);
    }

    private static void MakeDeputy(Person person, bool? deputy)
    {
        if (deputy is not { } wanted || wanted == person.IsDeputy)
        {
            return;
        }

        if (!person.Speaks)
        {
            throw new InvalidInputException("deputy", Words.Get("Admin.Error.Deputy"));
        }

        person.MakeDeputy(wanted);
    }

    private async Task EnsureAnAdministratorRemainsAsync(Person person, Roles roles, bool disabled, CancellationToken cancellationToken)
    {
        if (!person.Roles.HasFlag(Roles.Administrator) || (roles.HasFlag(Roles.Administrator) && !disabled))
        {
            return;
        }

        var others = await db.People.Where(p => p.Id != person.Id && p.DisabledAt == null).Select(p => p.Roles).ToListAsync(cancellationToken);
        if (!others.Exists(r => r.HasFlag(Roles.Administrator)))
        {
            throw new RuleBrokenException("last-administrator", "Nobody else is an administrator.");
        }
    }

    /// <summary>Whether opening it puts it to a second person again, since none has approved it yet.</summary>
    private bool AsksAgain(Person person, Optional<bool?> disabled) =>
        disabled is { IsSet: true, Value: false } && person is { DisabledAt: not null, AwaitsSecondSince: null } && settings.TwoPersonCheck && !person.OpensByOne();

    /// <summary>To shut an account that waits is to refuse it.</summary>
    private void Decide(Person person, Optional<bool?> disabled, bool again)
    {
        if (again)
        {
            person.AwaitSecond(viewer.Required.UserId, time.GetUtcNow());
        }
        else if (disabled is { IsSet: true, Value: true } && person.AwaitsSecondSince is not null)
        {
            person.Refuse();
        }
    }
}

internal sealed class RenewSetUpHandler(IAppDb db, IAccounts accounts) : ICommandHandler<RenewSetUpCommand, PersonKey>
{
    public async Task<PersonKey> Handle(RenewSetUpCommand command, CancellationToken cancellationToken)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == command.Id && p.DisabledAt == null, cancellationToken)
            ?? throw new NotFoundException();
        person.Note("renew-set-up");
        await accounts.EndSessionsAsync(person.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new PersonKey(person.Id);
    }
}

/// <summary>Reading users in one way, and the rules that creating and editing share.</summary>
internal static class UserReading
{
    internal sealed record UserRow(
        Guid Id, string Email, string DisplayName, OrganisationName Organisation, Roles Roles, bool Deputy, bool Disabled, DateTimeOffset? AwaitsSecondSince,
        Guid? RegisteredById, DateTimeOffset? AbsentUntil, DateTimeOffset CreatedAt, long Version)
    {
        public UserDetail Finish() => new(Id, Email, DisplayName, Organisation, RoleList.Of(Roles), Deputy, Disabled, CreatedAt, Version)
        {
            AwaitsSecondSince = AwaitsSecondSince,
            RegisteredById = AwaitsSecondSince is null ? null : RegisteredById,
            AbsentUntil = AbsentUntil,
        };
    }

    public static Expression<Func<Person, UserRow>> Project(IAppDb db) => p => new UserRow(
        p.Id, p.Email, p.DisplayName,
        db.Organisations.Where(o => o.Id == p.OrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        p.Roles, p.IsDeputy, p.DisabledAt != null, p.AwaitsSecondSince, p.RegisteredById, p.AbsentUntil, p.CreatedAt, p.Version);

    public static string NormaliseEmail(string email) => email.Trim().ToLowerInvariant();

    /// <summary>A liaison officer speaks for a partner, a stakeholder for another authority at home, everybody else for us.</summary>
    public static void EnsureFits(Roles roles, Organisation organisation, HomeSettings home)
    {
        var fits = organisation.IsHome ? !Person.SpeakerRoles.Contains(roles)
            : roles == (organisation.IsAtHome(home) ? Roles.Stakeholder : Roles.LiaisonOfficer);
        if (!fits)
        {
            throw new InvalidInputException("roles", Words.Get("Error.LiaisonHome"));
        }
    }
}
