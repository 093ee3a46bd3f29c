using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure.Identity;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Infrastructure.Seeding;

/// <summary>
/// Demo organisations, accounts and cases, loaded once, whole or not at all. The cases are played by the ordinary
/// commands with the clock set back, so that audit, grants, notices and alarms are as real ones.
/// </summary>
internal sealed class DemoSeeder(SeedFiles files, IServiceScopeFactory scopes, IPasswordHasher<Account> hasher, ILookupNormalizer normalizer, DemoClock clock, DemoSeeder.DemoSettings settings)
{
    public const string Password = "Cyber-Demo-2026!";

    private const string Done = "demo";
    private const string Invented = "Invented for the demo";

    /// <summary>Name of the account, roles, code of the organisation (null: ours), name of the person.</summary>
    public static readonly IReadOnlyList<(string Name, Roles Roles, string? Organisation, string DisplayName)> People =
    [
        ("analyst", Roles.Analyst, null, "Ayu Analyst (demo)"),
        ("manager", Roles.Manager, null, "Made Manager (demo)"),
        ("admin", Roles.Administrator, null, "Adi Admin (demo)"),
        ("liaison.nl", Roles.LiaisonOfficer, "nl-csirt", "Noor Liaison (demo)"),
        ("liaison.sg", Roles.LiaisonOfficer, "sg-csirt", "Siti Liaison (demo)"),
        ("liaison.au", Roles.LiaisonOfficer, "au-csirt", "Alex Liaison (demo)"),
        ("stakeholder.mfa", Roles.Stakeholder, "id-mfa", "Fitri Stakeholder (demo)"),
        ("stakeholder.police", Roles.Stakeholder, "id-police", "Pandu Stakeholder (demo)"),
    ];

    /// <summary>Those who come with the cases, since they act in them.</summary>
    public static readonly IReadOnlyList<(string Name, Roles Roles, string? Organisation, string DisplayName)> Colleagues =
    [
        ("analyst2", Roles.Analyst, null, "Bagus Analyst (demo)"),
        ("manager2", Roles.Manager, null, "Dewi Manager (demo)"),
        ("liaison.my", Roles.LiaisonOfficer, "my-csirt", "Mariam Liaison (demo)"),
        ("liaison.th", Roles.LiaisonOfficer, "th-csirt", "Tida Liaison (demo)"),
        ("liaison.jp", Roles.LiaisonOfficer, "jp-csirt", "Jun Liaison (demo)"),
        ("liaison.de", Roles.LiaisonOfficer, "de-csirt", "Dora Liaison (demo)"),
        ("liaison.us", Roles.LiaisonOfficer, "us-csirt", "Uma Liaison (demo)"),
        ("deputy.nl", Roles.LiaisonOfficer, "nl-csirt", "Dirk Deputy (demo)"),
        ("duty.nl", Roles.LiaisonOfficer, "nl-247", "Daan Duty Officer (demo)"),
        ("police.sg", Roles.LiaisonOfficer, "sg-police", "Peng Police Liaison (demo)"),
    ];

    public static string EmailOf(string name) => $"{name}@demo.test";

    public async Task SeedAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Set<SeedHistory>().AnyAsync(s => s.Name == Done, cancellationToken))
        {
            return;
        }

        var now = clock.GetUtcNow();
        try
        {
            clock.Set(now.AddDays(-400));
            var organisations = await OrganisationsAsync(db, now, cancellationToken);
            var people = await PeopleAsync(db, organisations, cancellationToken);
            if (settings.Cases)
            {
                await new DemoPlayer(this, db, organisations, people, now).PlayAsync(await IncidentsAsync(cancellationToken), cancellationToken);
                const string Engagements = "demo/engagements.json";
                var held = SeedFiles.Parse<DemoFile<DemoEngagements.Item>>(await files.ReadAsync(Engagements, cancellationToken), Engagements).Items;
                await new DemoEngagements(this, db, organisations, people, now).PlayAsync(held, cancellationToken);
                const string Inbound = "demo/inbound.json";
                var asked = SeedFiles.Parse<DemoFile<DemoInbound.Item>>(await files.ReadAsync(Inbound, cancellationToken), Inbound).Items;
                await new DemoInbound(this, people, now).PlayAsync(asked, cancellationToken);
                await ReadOldNoticesAsync(db, now.AddDays(-2), cancellationToken);
            }
        }
        finally
        {
            clock.Set(null);
        }

        db.Add(new SeedHistory { Name = Done, Hash = string.Empty, LoadedAt = now });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Nobody comes back to a year of unread notices: each was read an hour after it came.</summary>
    private static async Task ReadOldNoticesAsync(AppDbContext db, DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var notice in await db.Set<Notice>().Where(n => n.CreatedAt < before).ToListAsync(cancellationToken))
        {
            notice.Read(notice.CreatedAt.AddHours(1));
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<List<DemoIncident>> IncidentsAsync(CancellationToken cancellationToken)
    {
        var incidents = new List<DemoIncident>();
        foreach (var name in files.In("demo/incidents"))
        {
            incidents.AddRange(SeedFiles.Parse<DemoFile<DemoIncident>>(await files.ReadAsync(name, cancellationToken), name).Items);
        }

        return incidents;
    }

    /// <summary>Sends a command as a person at an instant, inside the transaction of the seeding.</summary>
    internal async Task<T> SendAsync<T>(ICommand<T> command, Person person, DateTimeOffset at, CancellationToken cancellationToken)
    {
        clock.Set(at);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.Of(person);
        return await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(command, cancellationToken);
    }

    /// <summary>Fires what fell due before an instant, each at its own: nobody comes back to a year of alarms that go off at once.</summary>
    internal async Task FireDueAsync(AppDbContext db, DateTimeOffset before, CancellationToken cancellationToken)
    {
        while (await NextDueAsync(db, before, cancellationToken) is { } alarm)
        {
            clock.Set(alarm.FireAt);
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<IViewerAccessor>().Current = Viewer.System;
            await scope.ServiceProvider.GetRequiredService<IDispatcher>().SendAsync(new FireAlarmsCommand([alarm.Id]), cancellationToken);
        }
    }

    private static async Task<Alarm?> NextDueAsync(AppDbContext db, DateTimeOffset before, CancellationToken cancellationToken) =>
        await db.Set<Alarm>().AsNoTracking().Where(Alarm.Waiting).Where(a => a.FireAt <= before)
            .OrderBy(a => a.FireAt).ThenBy(a => a.Id).FirstOrDefaultAsync(cancellationToken);

    private async Task<Dictionary<string, Guid>> OrganisationsAsync(AppDbContext db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string Name = "demo/organisations.json";
        var items = SeedFiles.Parse<DemoFile<OrganisationSeed>>(await files.ReadAsync(Name, cancellationToken), Name).Items;
        var made = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var card = new OrganisationCard(
                item.Name, item.Country, item.Kind, item.Sector, item.NationalContact, item.TimeZone, item.Languages, item.Duty, item.Weekend)
            {
                CheckEveryDays = item.CheckEveryDays,
            };
            var organisation = new Organisation(card, isHome: false, clock.GetUtcNow());
            made[item.Code] = organisation.Id;
            db.Add(organisation);
            AddDirectory(db, item, organisation, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return made;
    }

    /// <summary>How it is reached, when it last answered, what it belongs to and whom it serves.</summary>
    private void AddDirectory(AppDbContext db, OrganisationSeed item, Organisation organisation, DateTimeOffset now)
    {
        var made = clock.GetUtcNow();
        var contacts = (item.Contacts ?? []).Select(c => new ContactPoint(organisation.Id, c, made)).ToList();
        if (item.ProvenDaysAgo is { } days)
        {
            organisation.Prove(ProofKind.ContactCheck, now.AddDays(-days));
            contacts.ForEach(c => c.Prove(ProofKind.ContactCheck, null, now.AddDays(-days)));
        }

        db.AddRange(contacts);
        db.AddRange((item.Memberships ?? []).Select(network => new Membership(organisation.Id, null, new MembershipCard(network, null, null, Invented), made)));
        db.AddRange((item.Constituents ?? []).Select(c => new Constituent(organisation.Id, c, made)));
    }

    private async Task<Dictionary<string, Person>> PeopleAsync(
        AppDbContext db, Dictionary<string, Guid> organisations, CancellationToken cancellationToken)
    {
        var home = await db.Set<Organisation>().Where(o => o.IsHome).Select(o => o.Id).SingleAsync(cancellationToken);
        var made = new Dictionary<string, Person>(StringComparer.Ordinal);
        string? hash = null;
        foreach (var (name, roles, organisation, displayName) in settings.Cases ? People.Concat(Colleagues) : People)
        {
            var person = new Person(EmailOf(name), displayName, organisation is null ? home : organisations[organisation], roles, clock.GetUtcNow());
            var account = Accounts.NewAccount(person, normalizer);
            account.PasswordHash = hash ??= hasher.HashPassword(account, Password);
            if (name.StartsWith("deputy.", StringComparison.Ordinal))
            {
                person.MakeDeputy(deputy: true);
            }

            db.AddRange(person, account);
            made[name] = person;
        }

        await db.SaveChangesAsync(cancellationToken);
        return made;
    }

    /// <param name="Cases">Whether cases are wanted too, beside organisations and accounts (<c>Demo:Cases</c>).</param>
    internal sealed record DemoSettings(bool Cases);

    internal sealed record DemoFile<T>(IReadOnlyList<T> Items);

    private sealed record OrganisationSeed(
        string Code, string Name, string? Country, OrganisationKind Kind, string? Sector, bool NationalContact, string TimeZone, IReadOnlyList<string> Languages,
        DutyHours? Duty, IReadOnlyList<DayOfWeek>? Weekend, IReadOnlyList<ContactPointCard>? Contacts, IReadOnlyList<string>? Memberships,
        IReadOnlyList<ConstituentCard>? Constituents, int? ProvenDaysAgo, int? CheckEveryDays);
}
