using CyberIncidents.Domain.Sharing;
using CyberIncidents.UnitTests.Common;

namespace CyberIncidents.UnitTests.Sharing;

public sealed class AccessGrantTests
{
    private static readonly (SubjectType Type, Guid Id) Item =
        (SubjectType.Comment, Guid.Parse("00000000-0000-0000-0000-0000000000d0"));

    [Test]
    public void A_grant_of_the_case_to_a_person_names_no_item_and_no_organisation()
    {
        var grant = AccessGrant.ToPerson(Given.CaseId, Given.Analyst, GrantReason.Creator, Given.Now);

        Assert.That((grant.IncidentId, grant.UserId, grant.Reason), Is.EqualTo((Given.CaseId, (Guid?)Given.Analyst, GrantReason.Creator)));
        Assert.That(grant.SubjectType, Is.Null);
        Assert.That(grant.SubjectId, Is.Null);
        Assert.That(grant.OrganisationId, Is.Null);
        Assert.That(grant.CreatedAt, Is.EqualTo(Given.Now));
        Assert.That(grant.RevokedAt, Is.Null);
    }

    [Test]
    public void A_grant_of_an_item_to_a_person_names_the_item_and_no_organisation()
    {
        var grant = AccessGrant.ToPerson(Item, Given.CaseId, Given.Liaison, GrantReason.NamedPerson, Given.Now);

        Assert.That((grant.SubjectType, grant.SubjectId), Is.EqualTo(((SubjectType?)Item.Type, (Guid?)Item.Id)));
        Assert.That((grant.IncidentId, grant.UserId, grant.Reason), Is.EqualTo((Given.CaseId, (Guid?)Given.Liaison, GrantReason.NamedPerson)));
        Assert.That(grant.OrganisationId, Is.Null);
    }

    [Test]
    public void A_grant_of_an_item_to_an_organisation_names_no_person()
    {
        var grant = AccessGrant.ToOrganisation(Item, Given.CaseId, Given.Partner, GrantReason.Send, Given.Now);

        Assert.That((grant.SubjectType, grant.SubjectId), Is.EqualTo(((SubjectType?)Item.Type, (Guid?)Item.Id)));
        Assert.That((grant.IncidentId, grant.OrganisationId, grant.Reason), Is.EqualTo((Given.CaseId, (Guid?)Given.Partner, GrantReason.Send)));
        Assert.That(grant.UserId, Is.Null);
    }

    [Test]
    public void Taking_back_a_second_time_changes_nothing()
    {
        var grant = AccessGrant.ToOrganisation(Item, Given.CaseId, Given.Partner, GrantReason.Notify, Given.Now);
        grant.Revoke(Given.Now.AddHours(1));
        grant.Revoke(Given.Now.AddHours(2));

        Assert.That(grant.RevokedAt, Is.EqualTo(Given.Now.AddHours(1)));
    }

    [Test]
    public void A_broken_glass_is_given_with_its_reason_and_its_end()
    {
        var until = Given.Now.AddHours(24);
        var whole = AccessGrant.OfBrokenGlass(Given.CaseId, null, Given.Manager, "Why", Given.Now, until);
        var item = AccessGrant.OfBrokenGlass(Given.CaseId, Item, Given.Manager, "Why", Given.Now, until);

        Assert.That((whole.UserId, whole.Reason, whole.Note, whole.RevokedAt), Is.EqualTo(((Guid?)Given.Manager, GrantReason.BreakGlass, "Why", (DateTimeOffset?)until)));
        Assert.That((whole.SubjectType, whole.SubjectId), Is.EqualTo(((SubjectType?)null, (Guid?)null)));
        Assert.That((item.SubjectType, item.SubjectId), Is.EqualTo(((SubjectType?)Item.Type, (Guid?)Item.Id)));
        Assert.That(whole.Aggregate, Is.EqualTo(("Incident", Given.CaseId)));
    }

    [Test]
    public void It_is_audited_as_part_of_what_it_opens()
    {
        var ofCase = AccessGrant.ToPerson(Given.CaseId, Given.Analyst, GrantReason.Owner, Given.Now);
        var ofItem = AccessGrant.ToPerson(Item, Given.CaseId, Given.Liaison, GrantReason.NamedPerson, Given.Now);

        Assert.That(ofCase.Aggregate, Is.EqualTo(("Incident", Given.CaseId)));
        Assert.That(ofItem.Aggregate, Is.EqualTo(("Comment", Item.Id)));
    }
}
