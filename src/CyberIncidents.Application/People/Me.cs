using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.People;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.People;

/// <summary>The caller.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">What others read.</param>
/// <param name="Email">Their address.</param>
/// <param name="Roles">What they come for.</param>
/// <param name="Organisation">For whom they speak.</param>
/// <param name="Country">Its country; null for an international body.</param>
/// <param name="Permissions">What their roles hold.</param>
/// <param name="Language">Their own choice; null when they made none.</param>
/// <param name="TimeZone">Their own zone, else that of their organisation; IANA.</param>
/// <param name="ChosenTimeZone">Their own zone; null when they made no choice.</param>
/// <param name="OrganisationTimeZone">The zone of their organisation.</param>
/// <param name="Digest">Whether they want one mail a working day with what is due.</param>
/// <param name="AbsentUntil">Until when a liaison officer is away; null for there.</param>
public sealed record MeDetail(
    Guid Id,
    string Name,
    string Email,
    IReadOnlyList<Roles> Roles,
    OrganisationName Organisation,
    string? Country,
    IReadOnlyList<Permission> Permissions,
    string? Language,
    string TimeZone,
    string? ChosenTimeZone,
    string OrganisationTimeZone,
    bool Digest,
    DateTimeOffset? AbsentUntil)
{
    /// <summary>The name of our own organisation, for whoever speaks for another one.</summary>
    public string NationalTeam { get; init; } = string.Empty;
}

/// <summary>Reads who the caller is.</summary>
[RequirePermission(Permission.SignedIn)]
public sealed record GetMeQuery : IQuery<MeDetail>;

/// <summary>The caller's own choices.</summary>
public sealed record PreferInput
{
    /// <summary><c>en</c> or <c>id</c>; null to follow the browser.</summary>
    public Optional<string> Language { get; init; }

    /// <summary>IANA name; null to follow the organisation.</summary>
    public Optional<string> TimeZone { get; init; }

    /// <summary>Whether to get one mail a working day with what is due.</summary>
    public Optional<bool?> Digest { get; init; }

    /// <summary>Until when a liaison officer is away: those who stand in are turned to instead; null for there again.</summary>
    public Optional<DateTimeOffset?> AbsentUntil { get; init; }
}

/// <summary>The key of a person in an answer.</summary>
/// <param name="Id">The person.</param>
public sealed record PersonKey(Guid Id);

/// <summary>Changes the caller's own choices.</summary>
/// <param name="Input">What changes.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record PreferCommand(PreferInput Input) : ICommand<PersonKey>;

/// <summary>Lists people of the national team who may be given work, by name.</summary>
/// <param name="Q">A part of the name.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListAssigneesQuery(string? Q) : IQuery<Page<PersonName>>;

internal sealed class PreferValidator : AbstractValidator<PreferCommand>
{
    public PreferValidator()
    {
        RuleFor(c => c.Input.Language.Value).Must(l => l is null || Words.Languages.Contains(l)).WithMessage(_ => Words.Get("Error.Language"));
        RuleFor(c => c.Input.TimeZone.Value).KnownZone();
        RuleFor(c => c.Input.Digest.Value).NotNull().When(c => c.Input.Digest.IsSet);
    }
}

internal sealed class GetMeHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time) : IQueryHandler<GetMeQuery, MeDetail>
{
    public async Task<MeDetail> Handle(GetMeQuery query, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var row = await (
            from p in db.People
            where p.Id == me.UserId
            join o in db.Organisations on p.OrganisationId equals o.Id
            select new { p.DisplayName, p.Email, p.Language, p.TimeZone, p.WantsDigest, p.AbsentUntil, Organisation = new OrganisationName(o.Id, o.Name), o.Country, OrganisationZone = o.TimeZone, Team = db.Organisations.Where(h => h.IsHome).Select(h => h.Name).First() })
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
        return new MeDetail(
            me.UserId, row.DisplayName, row.Email, RoleList.Of(me.Roles), row.Organisation, row.Country,
            [.. me.Permissions.Order()], row.Language, row.TimeZone ?? row.OrganisationZone, row.TimeZone, row.OrganisationZone, row.WantsDigest,
            row.AbsentUntil > time.GetUtcNow() ? row.AbsentUntil : null)
        {
            NationalTeam = row.Team,
        };
    }
}

internal sealed class PreferHandler(IAppDb db, IViewerAccessor viewer, IAccounts accounts, TimeProvider time) : ICommandHandler<PreferCommand, PersonKey>
{
    public async Task<PersonKey> Handle(PreferCommand command, CancellationToken cancellationToken)
    {
        var me = viewer.Required.UserId;
        var person = await db.People.SingleAsync(p => p.Id == me, cancellationToken);
        accounts.Refresh(me);
        person.Prefer(command.Input.Language.Or(person.Language), command.Input.TimeZone.Or(person.TimeZone));
        if (command.Input.Digest.Or(person.WantsDigest) is { } wanted && wanted != person.WantsDigest)
        {
            person.Subscribe(wanted);
        }

        if (command.Input.AbsentUntil is { IsSet: true, Value: var until } && until != person.AbsentUntil)
        {
            EnsureMayBeAway(person, until);
            person.BeAway(until);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new PersonKey(me);
    }

    private void EnsureMayBeAway(Person person, DateTimeOffset? until)
    {
        if (!person.Speaks)
        {
            throw new InvalidInputException("absentUntil", Words.Get("Directory.Error.AbsenceOfOurs"));
        }

        if (until <= time.GetUtcNow())
        {
            throw new InvalidInputException("absentUntil", Words.Get("Directory.Error.AbsencePast"));
        }
    }
}

internal sealed class ListAssigneesHandler(IAppDb db) : IQueryHandler<ListAssigneesQuery, Page<PersonName>>
{
    public async Task<Page<PersonName>> Handle(ListAssigneesQuery query, CancellationToken cancellationToken)
    {
        var wanted = Incident.Normalise(query.Q ?? string.Empty);
        var people = await db.People.AsNoTracking().Where(p => p.DisabledAt == null && !Person.SpeakerRoles.Contains(p.Roles) && p.Roles != Roles.Administrator)
            .OrderBy(p => p.DisplayName).ToListAsync(cancellationToken);
        return new Page<PersonName>(
            [.. people.Where(p => Incident.Normalise(p.DisplayName).Contains(wanted, StringComparison.Ordinal))
                .Take(PageRequest.MaxLimit).Select(p => new PersonName(p.Id, p.DisplayName))],
            null);
    }
}

/// <summary>Roles one by one, as the API writes them.</summary>
internal static class RoleList
{
    public static IReadOnlyList<Roles> Of(Roles roles) => [.. Enum.GetValues<Roles>().Where(r => r != Roles.None && roles.HasFlag(r))];

    /// <summary>All consistent sets that hold a role.</summary>
    public static IReadOnlyList<Roles> SetsWith(Roles role)
    {
        var all = (int)Enum.GetValues<Roles>().Aggregate((a, b) => a | b);
        return [.. Enumerable.Range(1, all).Select(r => (Roles)r).Where(r => Person.AreConsistent(r) && r.HasFlag(role))];
    }

    public static Roles From(IEnumerable<Roles> roles) => roles.Aggregate(Roles.None, (all, one) => all | one);
}
