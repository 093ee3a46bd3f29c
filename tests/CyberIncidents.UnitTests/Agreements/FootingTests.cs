using CyberIncidents.Domain.Agreements;

namespace CyberIncidents.UnitTests.Agreements;

public sealed class FootingTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly Guid Ours = Guid.Parse("00000000-0000-0000-0000-0000000000a0");
    private static readonly Guid Theirs = Guid.Parse("00000000-0000-0000-0000-0000000000b0");
    private static readonly FootingSide Home = new("ID", [Ours]);
    private static readonly FootingSide Other = new("NL", [Theirs]);

    [TestCase("ID,NL", FootingVerdict.Holds)]
    [TestCase("ID", FootingVerdict.OtherNoParty)]
    [TestCase("NL", FootingVerdict.HomeNoParty)]
    [TestCase("SG", FootingVerdict.NeitherParty)]
    public void It_holds_where_both_are_parties(string parties, FootingVerdict expected) =>
        Assert.That(Treaty().Between([.. parties.Split(',').Select(c => Party(c))], Home, Other, Day), Is.EqualTo(expected));

    [Test]
    public void Both_the_first_and_the_last_day_count()
    {
        var parties = new[] { Party("ID"), Party("NL") };
        Assert.That(Treaty(Day, Day).Between(parties, Home, Other, Day), Is.EqualTo(FootingVerdict.Holds));
        Assert.That(Treaty(Day.AddDays(1)).Between(parties, Home, Other, Day), Is.EqualTo(FootingVerdict.NotInForce));
        Assert.That(Treaty(to: Day.AddDays(-1)).Between(parties, Home, Other, Day), Is.EqualTo(FootingVerdict.Ended));
    }

    [Test]
    public void What_binds_and_has_no_day_is_not_in_force_and_what_does_not_bind_needs_none()
    {
        var parties = new[] { Party("ID"), Party("NL") };
        Assert.That((Treaty() with { InForceFrom = null }).Between(parties, Home, Other, Day), Is.EqualTo(FootingVerdict.NotInForce));
        Assert.That((Treaty() with { InForceFrom = null, Binding = false }).Between(parties, Home, Other, Day), Is.EqualTo(FootingVerdict.Holds));
    }

    [Test]
    public void Who_has_only_signed_or_left_or_comes_later_is_no_party()
    {
        var unknown = Party("NL") with { InForceFrom = null };
        Assert.That(Treaty().HoldsFor([unknown], Other, Day), Is.True, "a day that is not known does not stand against it");
        Assert.That(Treaty().HoldsFor([unknown with { Standing = PartyStanding.Signatory }], Other, Day), Is.False);
        Assert.That(Treaty().HoldsFor([unknown with { InForceFrom = Day.AddDays(1) }], Other, Day), Is.False);
        Assert.That(Treaty().HoldsFor([unknown with { InForceTo = Day.AddDays(-1) }], Other, Day), Is.False);
    }

    [Test]
    public void A_memorandum_holds_between_its_organisations()
    {
        var memorandum = new Footing(AgreementKind.Memorandum, AgreementReach.Bilateral, false, false, null, null);
        FootingParty[] parties = [new(null, Ours, PartyStanding.Party, null, null, "V"), new(null, Theirs, PartyStanding.Party, null, null, "V")];
        Assert.That(memorandum.Between(parties, Home, Other, Day), Is.EqualTo(FootingVerdict.Holds));
        Assert.That(memorandum.Between(parties, Home, Other with { Organisations = [] }, Day), Is.EqualTo(FootingVerdict.OtherNoParty));
    }

    [Test]
    public void What_is_open_to_all_holds_for_every_state_and_not_for_a_body_of_none()
    {
        var norms = new Footing(AgreementKind.NormSet, AgreementReach.Global, false, true, null, null);
        Assert.That(norms.Between([], Home, Other, Day), Is.EqualTo(FootingVerdict.Holds));
        Assert.That(norms.Between([], Home, new FootingSide(null, [Theirs]), Day), Is.EqualTo(FootingVerdict.OtherNoParty));
    }

    [Test]
    public void A_side_is_checked_as_well_as_the_party_that_decides_and_one_that_is_not_named_is_not_checked()
    {
        var two = Treaty() with { Reach = AgreementReach.Bilateral };
        var norms = new Footing(AgreementKind.NormSet, AgreementReach.Global, false, true, null, null);
        Assert.That(Treaty().MarksOf([Party("NL")], Other, Day), Is.EqualTo(new[] { "S" }));
        Assert.That(Treaty().MarksOf([Party("NL")], Home, Day), Is.EqualTo(new[] { "K" }), "lists of many parties are not complete");
        Assert.That(two.MarksOf([Party("NL")], Home, Day), Is.Empty, "of two sides both are named");
        Assert.That(norms.MarksOf([], Home, Day), Is.Empty, "what is open to all says so itself");
        FootingParty[] both = [Party("NL") with { Standing = PartyStanding.Signatory, Confidence = "K" }, new(null, Theirs, PartyStanding.Party, null, null, "V")];
        Assert.That(Treaty().MarksOf(both, Other, Day), Is.EqualTo(new[] { "V" }), "who is bound decides");
    }

    [TestCase(true, AgreementReach.Global, AgreementKind.Convention, FootingGround.Binding)]
    [TestCase(true, AgreementReach.Regional, AgreementKind.Treaty, FootingGround.RegionalBinding)]
    [TestCase(false, AgreementReach.Bilateral, AgreementKind.Memorandum, FootingGround.Arrangement)]
    [TestCase(false, AgreementReach.Regional, AgreementKind.NormSet, FootingGround.Norm)]
    [TestCase(false, AgreementReach.Global, AgreementKind.ConfidenceBuildingMeasures, FootingGround.Norm)]
    public void The_firmer_ground_comes_first(bool binding, AgreementReach reach, AgreementKind kind, FootingGround expected) =>
        Assert.That(new Footing(kind, reach, binding, false, null, null).Ground, Is.EqualTo(expected));

    private static Footing Treaty(DateOnly? from = null, DateOnly? to = null) =>
        new(AgreementKind.Treaty, AgreementReach.Global, true, false, from ?? Day.AddYears(-1), to);

    private static FootingParty Party(string country) => new(country, null, PartyStanding.Party, Day.AddYears(-1), null, "S");
}
