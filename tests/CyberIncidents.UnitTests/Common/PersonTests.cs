using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.People;

namespace CyberIncidents.UnitTests.Common;

public sealed class PersonTests
{
    private static IEnumerable<TestCaseData<Roles>> EverySetOfRoles =>
        Enumerable.Range(0, 32).Select(n => new TestCaseData<Roles>((Roles)n));

    [TestCase(Roles.Analyst)]
    [TestCase(Roles.Manager)]
    [TestCase(Roles.Administrator)]
    [TestCase(Roles.LiaisonOfficer)]
    [TestCase(Roles.Stakeholder)]
    [TestCase(Roles.Analyst | Roles.Manager)]
    [TestCase(Roles.Analyst | Roles.Administrator)]
    [TestCase(Roles.Manager | Roles.Administrator)]
    [TestCase(Roles.Analyst | Roles.Manager | Roles.Administrator)]
    public void These_roles_make_sense_together(Roles roles)
    {
        Assert.That(Person.AreConsistent(roles), Is.True);
        Assert.That(Register(roles).Roles, Is.EqualTo(roles));
    }

    [TestCase(Roles.None)]
    [TestCase(Roles.LiaisonOfficer | Roles.Analyst)]
    [TestCase(Roles.LiaisonOfficer | Roles.Manager)]
    [TestCase(Roles.LiaisonOfficer | Roles.Administrator)]
    [TestCase(Roles.LiaisonOfficer | Roles.Analyst | Roles.Manager | Roles.Administrator)]
    [TestCase(Roles.Stakeholder | Roles.LiaisonOfficer)]
    [TestCase(Roles.Stakeholder | Roles.Administrator)]
    public void These_roles_do_not_make_sense_together(Roles roles)
    {
        Assert.That(Person.AreConsistent(roles), Is.False);
        var invalid = Assert.Throws<InvalidInputException>(() => Register(roles))!;
        Assert.That(invalid.Errors.Keys, Is.EqualTo(new[] { "roles" }));
    }

    [TestCaseSource(nameof(EverySetOfRoles))]
    public void Who_speaks_for_another_organisation_is_nothing_else(Roles roles)
    {
        var ours = roles & ~(Roles.LiaisonOfficer | Roles.Stakeholder);
        var expected = roles == ours ? ours != Roles.None : roles is Roles.LiaisonOfficer or Roles.Stakeholder;

        Assert.That(Person.AreConsistent(roles), Is.EqualTo(expected));
    }

    [TestCase(Roles.LiaisonOfficer, true)]
    [TestCase(Roles.Stakeholder, true)]
    [TestCase(Roles.Analyst, false)]
    [TestCase(Roles.Administrator, false)]
    public void Who_speaks_for_another_organisation_is_let_in_by_two_and_may_stand_in(Roles roles, bool speaks)
    {
        var person = Register(roles);
        Assert.That((person.Speaks, person.OpensByOne()), Is.EqualTo((speaks, !speaks)));
        if (speaks)
        {
            person.MakeDeputy(true);
            Assert.That(person.IsDeputy, Is.True);
        }
        else
        {
            Assert.Throws<InvalidInputException>(() => person.MakeDeputy(true));
        }
    }

    [Test]
    public void Editing_into_inconsistent_roles_is_refused_and_changes_nothing()
    {
        var person = Register(Roles.Analyst);

        Assert.Throws<InvalidInputException>(() => person.Edit("Other", Roles.Analyst | Roles.LiaisonOfficer, true, Given.Now));
        Assert.That(person.Roles, Is.EqualTo(Roles.Analyst));
        Assert.That(person.DisplayName, Is.EqualTo("Sari"));
        Assert.That(person.DisabledAt, Is.Null);
        Assert.That(person.Acts, Is.EqualTo(new[] { "register" }));
    }

    [Test]
    public void Disabling_twice_keeps_the_first_instant_and_enabling_clears_it()
    {
        var person = Register(Roles.Analyst);
        person.Edit("Sari", Roles.Analyst, true, Given.Now);
        person.Edit("Sari W.", Roles.Manager, true, Given.Now.AddDays(1));
        Assert.That(person.DisabledAt, Is.EqualTo(Given.Now));

        person.Edit("Sari W.", Roles.Manager, false, Given.Now.AddDays(2));
        Assert.That(person.DisabledAt, Is.Null);
        Assert.That(person.Roles, Is.EqualTo(Roles.Manager));
        Assert.That(person.Acts, Is.EqualTo(new[] { "register", "disable", "disable", "edit" }));
    }

    [Test]
    public void Language_and_zone_are_chosen_and_given_up_again()
    {
        var person = Register(Roles.LiaisonOfficer);
        person.Prefer("id", "Asia/Jakarta");
        Assert.That((person.Language, person.TimeZone), Is.EqualTo(("id", "Asia/Jakarta")));

        person.Prefer(null, null);
        Assert.That(person.Language, Is.Null);
        Assert.That(person.TimeZone, Is.Null);
    }

    [Test]
    public void What_the_sign_in_did_is_noted_for_the_audit()
    {
        var person = Register(Roles.Analyst);
        person.Note("sign-in");
        Assert.That(person.Acts, Is.EqualTo(new[] { "register", "sign-in" }));
    }

    private static Person Register(Roles roles) => new("sari@csirt.example", "Sari", Given.Home, roles, Given.Now);
}
