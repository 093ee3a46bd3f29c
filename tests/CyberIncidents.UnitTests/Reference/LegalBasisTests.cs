using CyberIncidents.Domain.Reference;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Reference;

public sealed class LegalBasisTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    [TestCase(null, null, ExpectedResult = null)]
    [TestCase(0, 0, ExpectedResult = null, Description = "both days count")]
    [TestCase(1, null, ExpectedResult = "basis-not-valid")]
    [TestCase(null, -1, ExpectedResult = "basis-not-valid")]
    [TestCase(-1, 1, ExpectedResult = null)]
    public string? A_request_may_rest_on_it_from_its_first_day_to_its_last(int? from, int? to) =>
        Basis(Card() with { ValidFrom = from is { } f ? Day.AddDays(f) : null, ValidTo = to is { } t ? Day.AddDays(t) : null }).BlocksOn(Day);

    [Test]
    public void A_retired_basis_blocks_whatever_its_days_are_until_it_is_put_back()
    {
        var basis = Basis(Card() with { ValidTo = Day.AddDays(-1) });
        basis.Retire(retired: true, Given.Now);
        Assert.That(basis.BlocksOn(Day), Is.EqualTo("basis-retired"));
        basis.Retire(retired: true, Given.Now.AddDays(1));
        Assert.That(basis.RetiredAt, Is.EqualTo(Given.Now), "it left the list when it first did");
        basis.Retire(retired: false, Given.Now);
        Assert.That(basis.BlocksOn(Day), Is.EqualTo("basis-not-valid"));
        Assert.That(basis.Acts, Is.EqualTo(new[] { "add", "retire", "retire", "restore" }));
    }

    [Test]
    public void The_seeds_change_it_and_bring_it_back_until_an_administrator_has_changed_it()
    {
        var basis = Basis(Card());
        basis.Unseed(Given.Now);
        Assert.That(basis.RetiredAt, Is.EqualTo((DateTimeOffset?)Given.Now));
        basis.Reseed(Card() with { NameEn = "Of the next release" }, 7);
        Assert.That((basis.NameEn, basis.SortOrder, basis.RetiredAt, basis.EditedHere), Is.EqualTo(("Of the next release", 7, (DateTimeOffset?)null, false)));
        basis.Edit(Card() with { NameEn = "Ours", Confidence = "V" });
        basis.Retire(retired: true, Given.Now);
        basis.Reseed(Card() with { NameEn = "Of the release after that" }, 9);
        Assert.That((basis.NameEn, basis.Confidence, basis.SortOrder, basis.RetiredAt, basis.EditedHere), Is.EqualTo(("Ours", "V", 9, (DateTimeOffset?)Given.Now, true)));
    }

    [Test]
    public void One_that_an_administrator_takes_off_or_puts_back_stays_so_whatever_the_seeds_hold()
    {
        var basis = Basis(Card());
        basis.Retire(retired: true, Given.Now);
        basis.Reseed(Card() with { NameEn = "Of the next release" }, 7);
        Assert.That((basis.RetiredAt, basis.EditedHere), Is.EqualTo(((DateTimeOffset?)Given.Now, true)));
        basis.Retire(retired: false, Given.Now);
        basis.Unseed(Given.Now.AddDays(1));
        Assert.That(basis.RetiredAt, Is.Null);
    }

    [Test]
    public void One_that_an_administrator_adds_is_left_alone_by_the_seeds()
    {
        var basis = Basis(Card(), addedHere: true);
        basis.Reseed(Card() with { NameEn = "The same code in a later release" }, 1);
        Assert.That(basis.NameEn, Is.EqualTo("Convention"));
    }

    private static LegalBasis Basis(LegalBasisCard card, bool addedHere = false) => new("convention-1", card, 0, addedHere, Given.Now);

    private static LegalBasisCard Card() => new("Convention", "Konvensi", null, null, "INT", "Convention, Art. 1", "K", null, null, null);
}
