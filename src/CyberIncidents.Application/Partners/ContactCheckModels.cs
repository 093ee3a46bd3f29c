using System.Linq.Expressions;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Partners;

namespace CyberIncidents.Application.Partners;

/// <summary>The key of a contact check in an answer.</summary>
/// <param name="Id">The contact check.</param>
public sealed record ContactCheckKey(Guid Id);

/// <summary>A question to an organisation whether it is there.</summary>
public sealed record ContactCheckDetail
{
    /// <summary>The contact check.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whom it asks.</summary>
    public required OrganisationName Organisation { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Who asked; null where it was planned, and for a partner.</summary>
    public required PersonName? AskedBy { get; init; }

    /// <summary>Until when an answer is expected.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When it was answered.</summary>
    public required DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Who answered; a partner reads the names of its own people only.</summary>
    public required PersonName? AnsweredBy { get; init; }

    /// <summary>How long the answer took, in whole seconds.</summary>
    public required long? AnswerSeconds { get; init; }

    /// <summary>Where it stands now.</summary>
    public ContactCheckState State { get; init; }

    internal DateTimeOffset? SupersededAt { get; init; }
}

/// <summary>Reading contact checks in one way; the filter decides who sees which.</summary>
internal static class ContactCheckReading
{
    public static Expression<Func<ContactCheck, ContactCheckDetail>> Project(IAppDb db, Viewer viewer) =>
        viewer.IsPartner ? OfPartner(db, viewer.OrganisationId) : OfOurs(db);

    public static ContactCheckDetail Finish(this ContactCheckDetail row, DateTimeOffset now) =>
        row with { State = ContactCheck.StateAt(row.AnsweredAt, row.SupersededAt, row.DueAt, now) };

    private static Expression<Func<ContactCheck, ContactCheckDetail>> OfOurs(IAppDb db) => c => new ContactCheckDetail
    {
        Id = c.Id,
        Organisation = db.Organisations.Where(o => o.Id == c.OrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        AskedAt = c.CreatedAt,
        AskedBy = db.People.Where(p => p.Id == c.AskedById).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
        DueAt = c.DueAt,
        AnsweredAt = c.AnsweredAt,
        AnsweredBy = db.People.Where(p => p.Id == c.AnsweredById).Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
        AnswerSeconds = c.AnswerSeconds,
        SupersededAt = c.SupersededAt,
    };

    private static Expression<Func<ContactCheck, ContactCheckDetail>> OfPartner(IAppDb db, Guid organisation) => c => new ContactCheckDetail
    {
        Id = c.Id,
        Organisation = db.Organisations.Where(o => o.Id == c.OrganisationId).Select(o => new OrganisationName(o.Id, o.Name)).First(),
        AskedAt = c.CreatedAt,
        AskedBy = null,
        DueAt = c.DueAt,
        AnsweredAt = c.AnsweredAt,
        AnsweredBy = db.People.Where(p => p.Id == c.AnsweredById && p.OrganisationId == organisation)
            .Select(p => new PersonName(p.Id, p.DisplayName)).FirstOrDefault(),
        AnswerSeconds = c.AnswerSeconds,
        SupersededAt = c.SupersededAt,
    };
}
