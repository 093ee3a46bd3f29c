using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Audit;
using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Behaviors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Consents;
using CyberIncidents.Application.Countries;
using CyberIncidents.Application.Dashboards;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Retention;
using CyberIncidents.Application.Revisions;
using CyberIncidents.Application.Sharing;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace CyberIncidents.Application;

/// <summary>Puts the application into a container.</summary>
public static class ApplicationServices
{
    /// <summary>Adds behaviours, handlers and validators; the ports are left to the infrastructure.</summary>
    /// <param name="services">The container.</param>
    /// <returns>The same container.</returns>
    /// <exception cref="InvalidOperationException">A command or query has no handler, or two, or says nothing about permission.</exception>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        var assembly = typeof(ApplicationServices).Assembly;
        services.Scan(scan => scan.FromAssemblies(assembly)
            .AddClasses(c => c.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false)
            .As(type => type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)))
            .WithTransientLifetime());
        // Messages name a field as the API does.
        ValidatorOptions.Global.LanguageManager = new ShortMessages();
        ValidatorOptions.Global.DisplayNameResolver = (_, _, expression) => expression is null ? null : FieldNames.Of(expression);
        services.AddValidatorsFromAssembly(assembly, ServiceLifetime.Singleton, includeInternalTypes: true);

        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped<IDispatcher, Dispatcher>();
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TelemetryBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(AuthorizationBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ReadLogBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));

        services.AddScoped<IViewerAccessor, ViewerAccessor>();
        services.AddScoped<IIdempotencyContext, IdempotencyContext>();
        AddCases(services);
        AddClocks(services);
        AddMails(services);
        AddDirectory(services);
        EnsureComplete(services);
        return services;
    }

    private static void AddCases(IServiceCollection services)
    {
        services.AddScoped<NoticeWriter>();
        services.AddScoped<NoticeReading>();
        services.AddScoped<Releases>();
        services.AddScoped<ReadRows>();
        services.AddScoped<ReleaseNumbers>();
        services.AddScoped<ReleaseCheck>();
        services.Scan(scan => scan.FromAssemblyOf<Releases>()
            .AddClasses(c => c.AssignableTo<IReleasableKind>(), publicOnly: false).As<IReleasableKind>().WithScopedLifetime());
        services.AddScoped<CasePeople>();
        services.AddScoped<Remarking>();
        services.AddScoped<IOriginatorConsents, OriginatorConsents>();
        services.AddScoped<ConsentTelling>();
        services.AddScoped<ConsentTeller>();
        services.AddScoped<ConsentTerms>();
        services.AddScoped<RevisionKeeper>();
        services.AddScoped<FirstSteps>();
        services.AddScoped<ParticipationReading>();
        services.AddScoped<PartnerChoice>();
        services.AddScoped<ParticipationEnding>();
        services.AddScoped<JointPartners>();
        services.AddScoped<StakeholderTasks>();
        services.AddScoped<PreviewReading>();
        services.AddScoped<CaseGivenUp>();
        services.AddScoped<RequestDispatch>();
        services.AddScoped<RequestOffers>();
        services.AddScoped<RequestNumbers>();
        services.AddScoped<FilingChecks>();
        services.AddScoped<InboundGrants>();
        services.AddScoped<InboundTelling>();
        services.AddScoped<CaseOfRequest>();
        services.AddScoped<ApplicableBasisReading>();
        services.AddScoped<DeskApprovals>();
        services.AddScoped<RetentionTerms>();
        services.AddScoped<RequestTerms>();
        services.AddScoped<AuditReading>();
        services.AddScoped<Parties>();
        services.AddScoped<Instruments>();
        services.AddScoped<ItemPeople>();
        services.AddScoped<EngagementPeople>();
        services.AddScoped<CommitmentPeople>();
        services.AddScoped<AboutFollowUps>();
        services.AddScoped<DocumentChecks>();
        services.AddScoped<EngagementCards>();
        services.AddScoped<CommitmentCards>();
        services.AddScoped<CommitmentChase>();
        services.AddScoped<CountryDirectory>();
        services.AddScoped<CountryAgreements>();
        services.AddScoped<ResponseReading>();
        services.AddScoped<RegisterChase>();
    }

    private static void AddClocks(IServiceCollection services)
    {
        services.AddScoped<CalendarBook>();
        services.AddScoped<RuleBook>();
        services.AddScoped<RequestClocks>();
        services.AddScoped<RequestLadder>();
        services.AddScoped<CaseStages>();
        services.AddScoped<ClockReading>();
        services.AddScoped<PreservationTerms>();
        services.AddScoped<StepRecipients>();
        services.AddScoped<StepTaker>();
        services.AddScoped<WaitingSteps>();
        services.AddScoped<FollowUpTeller>();
        services.AddScoped<FollowUpSeries>();
        services.AddScoped<FollowUpSubjects>();
        services.AddScoped<FollowUpPlaces>();
        services.AddScoped<FollowUpReading>();
        services.Scan(scan => scan.FromAssemblyOf<FollowUpSubjects>()
            .AddClasses(c => c.AssignableTo<IFollowUpSubject>(), publicOnly: false).As<IFollowUpSubject>().WithScopedLifetime());
        services.AddScoped<ClockTeller>();
        services.AddScoped<RecallTeller>();
        services.AddScoped<RecallChase>();
        services.AddScoped<AlarmTellers>();
        services.AddScoped<RuleReapplication>();
    }

    private static void AddDirectory(IServiceCollection services)
    {
        services.AddSingleton<ContactKeys>();
        services.AddScoped<Reachability>();
        services.AddScoped<ProfileApplication>();
        services.AddScoped<ContactCheckTelling>();
        services.AddScoped<DueContactChecks>();
        services.AddScoped<ContactCheckTeller>();
    }

    private static void AddMails(IServiceCollection services)
    {
        services.AddScoped<PartnerContacts>();
        services.AddScoped<MailWriter>();
        services.AddScoped<MailAddressees>();
        services.AddScoped<MailRenderer>();
    }

    private static void EnsureComplete(IServiceCollection services)
    {
        var handlers = services.Where(s => s.ServiceType.IsGenericType && s.ServiceType.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
            .CountBy(s => s.ServiceType.GetGenericArguments()[0]).ToDictionary();
        foreach (var message in MessageTypes())
        {
            _ = RequestPermissions.Of(message);
            if (handlers.GetValueOrDefault(message) is var count and not 1)
            {
                throw new InvalidOperationException($"{message.Name} has {count} handlers.");
            }
        }
    }

    /// <summary>All commands and queries.</summary>
    /// <returns>Their types.</returns>
    public static IEnumerable<Type> MessageTypes() =>
        typeof(ApplicationServices).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false }
            && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)));

    private sealed class IdempotencyContext : IIdempotencyContext
    {
        public IdempotencyKey? Current { get; set; }
    }
}
