using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.UnitTests.Observables;

public sealed class ObservableTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 3, 0, 0, TimeSpan.Zero);
    private static readonly SeenObservable Seen = new(ObservableType.Domain, "evil.example", "evil[.]example", "From the mail");

    [TestCase(null, Tlp.Amber, Tlp.Amber)]
    [TestCase(Tlp.Red, Tlp.Amber, Tlp.Red)]
    [TestCase(Tlp.Green, Tlp.Amber, Tlp.Amber)]
    public void It_carries_the_stricter_of_its_own_marking_and_its_case_s(Tlp? own, Tlp ofCase, Tlp effective)
    {
        var observable = Note(own, ofCase);
        Assert.That((observable.OwnTlp, observable.Tlp), Is.EqualTo((own, effective)));
    }

    [Test]
    public void It_keeps_what_was_entered_and_tells_what_was_done()
    {
        var observable = Note(null, Tlp.Amber);
        using var all = Assert.EnterMultipleScope();
        Assert.That((observable.Value, observable.Original, observable.Note), Is.EqualTo(("evil.example", "evil[.]example", "From the mail")));
        Assert.That(observable.ValueKey, Is.EqualTo(ObservableValue.KeyOf(ObservableType.Domain, "evil.example")));
        Assert.That(observable.Acts, Is.EqualTo(new[] { "add" }));
    }

    [Test]
    public void It_is_withdrawn_once()
    {
        var observable = Note(null, Tlp.Amber);
        observable.Withdraw("A slip", Now.AddHours(1));
        using var all = Assert.EnterMultipleScope();
        Assert.That((observable.WithdrawnAt, observable.WithdrawalReason), Is.EqualTo((Now.AddHours(1), "A slip")));
        Assert.That(observable.Acts, Is.EqualTo(new[] { "add", "withdraw" }));
        Assert.That(() => observable.Withdraw(null, Now), Throws.TypeOf<RuleBrokenException>().With.Property("Code").EqualTo("illegal-move"));
    }

    private static Observable Note(Tlp? own, Tlp ofCase) => new(new ItemPlace(Guid.NewGuid(), ofCase, own, Guid.NewGuid()), Seen, Now);
}
