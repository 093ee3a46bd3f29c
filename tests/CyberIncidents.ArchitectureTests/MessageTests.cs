using CyberIncidents.Application;
using CyberIncidents.ArchitectureTests.Samples;
using FluentValidation;
using MediatR;

namespace CyberIncidents.ArchitectureTests;

public sealed class MessageTests
{
    private static readonly Type[] ApplicationTypes = typeof(ApplicationServices).Assembly.GetTypes();
    private static readonly Type[] SampleTypes =
    [
        .. typeof(MessageTests).Assembly.GetTypes()
            .Where(t => t.Namespace?.StartsWith(typeof(FaultlessQuery).Namespace!, StringComparison.Ordinal) == true),
    ];

    [Test]
    public void Every_command_and_query_keeps_to_the_rules() =>
        Assert.That(ApplicationServices.MessageTypes().SelectMany(m => MessageRules.Faults(m, ApplicationTypes)), Is.Empty);

    [Test]
    public void Every_request_of_the_application_is_known() =>
        Assert.That(MessageRules.Declared(ApplicationTypes), Is.EquivalentTo(ApplicationServices.MessageTypes()));

    [Test]
    public void There_are_commands_and_queries() => Assert.That(ApplicationServices.MessageTypes().Count(), Is.GreaterThan(40));

    [Test]
    public void Every_handler_and_validator_is_internal_and_sealed() =>
        Assert.That(ApplicationTypes.Where(IsWorker).Where(t => t is not { IsNotPublic: true, IsSealed: true }).Select(t => t.Name), Is.Empty);

    [TestCase(typeof(FaultlessQuery), "")]
    [TestCase(typeof(UnhandledQuery), "UnhandledQuery has 0 handlers")]
    [TestCase(typeof(TwiceHandledCommand), "TwiceHandledCommand has 2 handlers")]
    [TestCase(typeof(UnguardedCommand), "UnguardedCommand says nothing about permission")]
    [TestCase(typeof(Misnamed), "Misnamed does not end in Query")]
    [TestCase(typeof(NeitherCommand), "NeitherCommand is neither a command nor a query")]
    [TestCase(typeof(OpenlyHandledQuery), "OpenHandler is not internal sealed")]
    [TestCase(typeof(LooselyCheckedCommand), "LooseValidator is not internal sealed")]
    [TestCase(typeof(AwayQuery), "AwayHandler does not stand in the namespace of AwayQuery")]
    public void A_message_that_breaks_a_rule_is_caught(Type sample, string fault) =>
        Assert.That(string.Join("; ", MessageRules.Faults(sample, SampleTypes)), Is.EqualTo(fault));

    [Test]
    public void A_request_that_nobody_lists_is_caught() =>
        Assert.That(MessageRules.Declared(SampleTypes).Except(ApplicationServices.MessageTypes()), Does.Contain(typeof(NeitherCommand)));

    [Test]
    public void A_handler_or_validator_that_is_open_is_caught() =>
        Assert.That(
            SampleTypes.Where(IsWorker).Where(t => t is not { IsNotPublic: true, IsSealed: true }),
            Is.EquivalentTo(new[] { typeof(OpenHandler), typeof(LooseValidator) }));

    private static bool IsWorker(Type type) =>
        type is { IsClass: true, IsAbstract: false } && Array.Exists(
            type.GetInterfaces(), i => i == typeof(IValidator) || (i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)));
}
