using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using ArchUnitNET.NUnit;
using CyberIncidents.Application;
using CyberIncidents.ArchitectureTests.Samples;
using CyberIncidents.Domain.Common;
using CyberIncidents.Exchange.Calendars;
using CyberIncidents.Infrastructure;
using Assembly = System.Reflection.Assembly;
using Type = System.Type;

namespace CyberIncidents.ArchitectureTests;

public sealed class LayerTests
{
    private const string Providers = @"^Microsoft\.(Data(\.|$)|EntityFrameworkCore\.(Sqlite|SqlServer|Relational|Migrations|Storage)(\.|$))";
    private const string Outside = @"^(CyberIncidents\.(Infrastructure|Web)|Microsoft\.AspNetCore|Hangfire)(\.|$)";
    private const string BeyondExchange = @"^(CyberIncidents\.(Application|Infrastructure|Web)|Microsoft\.(AspNetCore|EntityFrameworkCore|Data)|MediatR|Hangfire)(\.|$)";
    private const string Formats = @"^Ical\.Net(\.|$)";
    private const string Hangfire = @"^Hangfire(\.|$)";

    private static readonly Assembly DomainAssembly = typeof(Entity).Assembly;
    private static readonly Assembly ApplicationAssembly = typeof(ApplicationServices).Assembly;
    private static readonly Assembly ExchangeAssembly = typeof(CalendarFeed).Assembly;
    private static readonly Assembly InfrastructureAssembly = typeof(InfrastructureServices).Assembly;
    private static readonly Assembly WebAssembly = typeof(Program).Assembly;

    private static readonly Architecture House = new ArchLoader()
        .LoadAssemblies(DomainAssembly, ApplicationAssembly, ExchangeAssembly, InfrastructureAssembly, WebAssembly, typeof(LayerTests).Assembly).Build();

    [Test]
    public void The_domain_depends_on_nothing_but_itself_NodaTime_and_the_base_library() =>
        DependsOnlyOnTheBase(In(DomainAssembly)).Check(House);

    [Test]
    public void The_domain_references_nothing_but_NodaTime_and_the_base_library() =>
        Assert.That(References(DomainAssembly).Where(r => !IsBase(r) && r != "NodaTime"), Is.Empty);

    [Test]
    public void The_application_knows_no_host_no_jobs_and_no_infrastructure() => DependsOnNone(In(ApplicationAssembly), Outside).Check(House);

    [Test]
    public void The_application_knows_no_database_provider() => DependsOnNone(In(ApplicationAssembly), Providers).Check(House);

    [Test]
    public void The_application_references_no_database_provider_and_no_host() =>
        // By assembly too: the relational extensions stand in the namespace of EF Core itself.
        Assert.That(References(ApplicationAssembly).Where(IsProviderOrHost), Is.Empty);

    [Test]
    public void The_exchange_maps_and_knows_no_database_no_host_and_no_use_case() =>
        Assert.Multiple(() =>
        {
            DependsOnNone(In(ExchangeAssembly), BeyondExchange).Check(House);
            Assert.That(References(ExchangeAssembly).Where(r => !IsExchanges(r)), Is.Empty);
        });

    [Test]
    public void The_application_leaves_formats_to_the_exchange() => DependsOnNone(In(ApplicationAssembly), Formats).Check(House);

    [Test]
    public void Only_the_jobs_folder_and_the_composition_know_Hangfire() =>
        DependsOnNone(
            ArchRuleDefinition.Types().That().ResideInAssembly(DomainAssembly, ApplicationAssembly, ExchangeAssembly, InfrastructureAssembly, WebAssembly)
                .And().DoNotResideInNamespaceMatching(@"^CyberIncidents\.Infrastructure\.Jobs(\.|$)")
                .And().DoNotHaveFullNameMatching(@"^CyberIncidents\.(Infrastructure\.(InfrastructureServices|AppStartup)|Web\.Hosting\.JobsDashboard)([/+<].*)?$"),
            Hangfire).Check(House);

    [Test]
    public void The_API_does_not_touch_the_context() =>
        DependsOnNone(
            ArchRuleDefinition.Types().That().ResideInAssembly(WebAssembly).And().ResideInNamespaceMatching(@"^CyberIncidents\.Web\.(Api|Pages)(\.|$)"),
            @"^CyberIncidents\.Infrastructure\.Persistence(\.|$)").Check(House);

    [TestCase(typeof(UsesHangfire), Hangfire)]
    [TestCase(typeof(UsesHangfireInABody), Hangfire)]
    [TestCase(typeof(UsesTheWeb), Outside)]
    [TestCase(typeof(UsesTheContext), Outside)]
    [TestCase(typeof(UsesTheContext), @"^CyberIncidents\.Infrastructure\.Persistence(\.|$)")]
    [TestCase(typeof(UsesAProvider), Providers)]
    [TestCase(typeof(UsesAProvider), BeyondExchange)]
    [TestCase(typeof(UsesTheWeb), BeyondExchange)]
    [TestCase(typeof(UsesAFormat), Formats)]
    public void A_class_that_reaches_too_far_is_caught(Type sample, string forbidden) =>
        Assert.That(DependsOnNone(ArchRuleDefinition.Types().That().Are(sample), forbidden).HasNoViolations(House), Is.False);

    [TestCase(typeof(UsesHangfire))]
    [TestCase(typeof(UsesTheWeb))]
    [TestCase(typeof(UsesTheContext))]
    public void A_class_that_needs_more_than_the_base_library_is_caught(Type sample) =>
        Assert.That(DependsOnlyOnTheBase(ArchRuleDefinition.Types().That().Are(sample)).HasNoViolations(House), Is.False);

    [Test]
    public void An_assembly_that_references_a_provider_and_a_host_is_caught() =>
        Assert.Multiple(() =>
        {
            Assert.That(References(InfrastructureAssembly).Where(IsProviderOrHost), Does.Contain("Microsoft.EntityFrameworkCore.Relational"));
            Assert.That(References(ApplicationAssembly).Where(r => !IsBase(r) && r != "NodaTime"), Does.Contain("MediatR"));
            Assert.That(References(ApplicationAssembly).Where(r => !IsExchanges(r)), Does.Contain("MediatR"));
        });

    private static GivenTypesConjunction In(Assembly assembly) => ArchRuleDefinition.Types().That().ResideInAssembly(assembly);

    private static ArchRule<IType> DependsOnNone(GivenTypesConjunction types, string namespaces) =>
        types.Should().NotDependOnAny(ArchRuleDefinition.Types(true).That().ResideInNamespaceMatching(namespaces)).WithoutRequiringPositiveResults();

    private static ArchRule<IType> DependsOnlyOnTheBase(GivenTypesConjunction types) =>
        // Not OnlyDependOn: that one looks away from types of assemblies that were not loaded.
        types.Should().NotDependOnAny(ArchRuleDefinition.Types(true).That().DoNotResideInNamespaceMatching(@"^(CyberIncidents\.Domain|NodaTime|System)(\.|$)"));

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(r => r.Name!);

    private static bool IsBase(string name) => name is "netstandard" or "mscorlib" || name.StartsWith("System.", StringComparison.Ordinal);

    private static bool IsExchanges(string name) => IsBase(name) || name is "CyberIncidents.Domain" or "NodaTime" or "Ical.Net";

    private static bool IsProviderOrHost(string name) =>
        name.StartsWith("Microsoft.EntityFrameworkCore.", StringComparison.Ordinal) && name != "Microsoft.EntityFrameworkCore.Abstractions"
        || name.StartsWith("Microsoft.Data.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        || name.StartsWith("Hangfire", StringComparison.Ordinal)
        || name is "CyberIncidents.Infrastructure" or "CyberIncidents.Web";
}
