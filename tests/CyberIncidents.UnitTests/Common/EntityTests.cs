using CyberIncidents.Domain.Common;

namespace CyberIncidents.UnitTests.Common;

public sealed class EntityTests
{
    [Test]
    public void A_new_row_has_a_key_of_its_own_made_at_its_instant_and_version_one()
    {
        var one = Given.Incident();
        var other = Given.Incident();

        Assert.That(one.Id, Is.Not.EqualTo(other.Id));
        Assert.That(one.Id.Version, Is.EqualTo(7));
        Assert.That(one.CreatedAt, Is.EqualTo(Given.Now));
        Assert.That(one.Version, Is.EqualTo(1));
    }

    [Test]
    public void A_later_row_has_a_key_that_sorts_after_an_earlier_one()
    {
        var earlier = new Sample(Given.Now);
        var later = new Sample(Given.Now.AddMilliseconds(1));

        Assert.That(string.CompareOrdinal(later.Id.ToString(), earlier.Id.ToString()), Is.Positive);
    }

    [Test]
    public void Acts_are_kept_in_order_and_forgotten_once_they_are_told()
    {
        var sample = new Sample(Given.Now);
        sample.Do("open");
        sample.Do("shut");
        sample.Do("open");

        Assert.That(sample.Acts, Is.EqualTo(new[] { "open", "shut", "open" }));
        sample.ClearActs();
        Assert.That(sample.Acts, Is.Empty);
    }

    [Test]
    public void Invalid_input_names_its_field()
    {
        var invalid = new InvalidInputException("dueAt", "is past");

        Assert.That(invalid.Errors, Has.Count.EqualTo(1));
        Assert.That(invalid.Errors["dueAt"], Is.EqualTo(new[] { "is past" }));
    }

    private sealed class Sample(DateTimeOffset now) : AggregateRoot(now)
    {
        public void Do(string act) => Record(act);
    }
}
