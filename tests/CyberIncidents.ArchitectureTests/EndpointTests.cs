using CyberIncidents.Application;
using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Behaviors;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Evidence;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Reference;
using CyberIncidents.Application.Sharing;
using CyberIncidents.ArchitectureTests.Samples;
using CyberIncidents.ArchitectureTests.Support;
using CyberIncidents.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CyberIncidents.ArchitectureTests;

[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class EndpointTests
{
    private TestHost _host = null!;

    [OneTimeSetUp]
    public void Start() => _host = new TestHost();

    [OneTimeTearDown]
    public void Stop() => _host.Dispose();

    [Test]
    public void Every_endpoint_says_what_it_sends_or_who_may_call_it() =>
        Assert.Multiple(() =>
        {
            Assert.That(_host.Endpoints, Has.Count.GreaterThan(50));
            Assert.That(_host.Endpoints.SelectMany(EndpointRules.Faults), Is.Empty);
        });

    [Test]
    public void Every_message_but_those_of_the_program_is_sent_by_an_endpoint() =>
        Assert.That(Unsent(_host.Endpoints), Is.Empty);

    [Test]
    public void No_endpoint_sends_what_only_the_program_may() =>
        Assert.That(EndpointRules.Sent(_host.Endpoints).Where(IsOfTheProgram), Is.Empty);

    [Test]
    public void The_messages_of_the_program_are_those_of_the_alarms_of_mail_and_of_the_names_on_pages() =>
        Assert.That(
            ApplicationServices.MessageTypes().Where(IsOfTheProgram),
            Is.EquivalentTo(new[] { typeof(FireAlarmsCommand), typeof(AlarmFailedCommand), typeof(ConcludeMailCommand), typeof(MakeDigestsCommand), typeof(AdoptRequestsCommand), typeof(AdoptReleasesCommand), typeof(KeepRemindersCommand), typeof(NoteCheckCommand), typeof(PlanContactCheckCommand), typeof(ListDueContactChecksQuery), typeof(ListAllLegalBasesQuery) }));

    [TestCase("/api/v1/leak", "/api/v1/leak does not say what it sends")]
    [TestCase("/api/v1/auth/whoami", "/api/v1/auth/whoami does not say what it sends")]
    [TestCase("/api/v2/leak", "/api/v2/leak is open to anybody")]
    [TestCase("/debug", "/debug is open to anybody")]
    public void An_endpoint_that_says_nothing_is_caught(string path, string fault) =>
        Assert.That(EndpointRules.Faults(Endpoint(path)), Is.EqualTo(new[] { fault }));

    [Test]
    public void An_endpoint_that_lets_anybody_past_its_policy_is_caught() =>
        Assert.Multiple(() =>
        {
            Assert.That(EndpointRules.Faults(Endpoint("/hangfire", new AuthorizeAttribute())), Is.Empty);
            Assert.That(EndpointRules.Faults(Endpoint("/hangfire", new AuthorizeAttribute(), new AllowAnonymousAttribute())), Has.Exactly(1).Items);
        });

    [Test]
    public void An_endpoint_that_sends_nothing_or_something_else_is_caught() =>
        Assert.Multiple(() =>
        {
            Assert.That(EndpointRules.Faults(Endpoint("/api/v1/a", new Sends(typeof(GetIncidentQuery)))), Is.Empty);
            Assert.That(EndpointRules.Faults(Endpoint("/api/v1/a", new Sends())), Has.Exactly(1).Items);
            Assert.That(EndpointRules.Faults(Endpoint("/api/v1/a", new Sends(typeof(FaultlessQuery)))), Has.Exactly(1).Items);
        });

    [Test]
    public void A_message_that_no_endpoint_sends_is_caught() =>
        Assert.That(
            Unsent(_host.Endpoints.Where(e => e.Metadata.GetMetadata<Sends>()?.Types.Contains(typeof(LogIncidentCommand)) != true)),
            Does.Contain(typeof(LogIncidentCommand)));

    private static IEnumerable<Type> Unsent(IEnumerable<RouteEndpoint> endpoints) =>
        ApplicationServices.MessageTypes().Where(m => !IsOfTheProgram(m)).Except(EndpointRules.Sent(endpoints));

    private static bool IsOfTheProgram(Type message) => RequestPermissions.Of(message) is [Permission.System];

    private static RouteEndpoint Endpoint(string path, params object[] metadata) =>
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse(path), 0, new EndpointMetadataCollection(metadata), path);
}
