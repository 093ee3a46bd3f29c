using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>The key of a contact point in an answer.</summary>
/// <param name="Id">The contact point.</param>
public sealed record ContactPointKey(Guid Id);

/// <summary>Lists contact points, retired ones too. A liaison officer sees those of its own organisation.</summary>
/// <param name="OrganisationId">Only of this organisation.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases, Permission.KeepOrganisations, Permission.ReadShared)]
public sealed record ListContactPointsQuery(Guid? OrganisationId, PageRequest Page) : IQuery<Page<ContactPointDetail>>;

/// <summary>Reads a contact point.</summary>
/// <param name="Id">The contact point.</param>
[RequirePermission(Permission.ReadCases, Permission.KeepOrganisations, Permission.ReadShared)]
public sealed record GetContactPointQuery(Guid Id) : IQuery<ContactPointDetail>;

/// <summary>Registers a contact point.</summary>
/// <param name="Input">Which.</param>
[RequirePermission(Permission.KeepOrganisations)]
public sealed record RegisterContactPointCommand(ContactPointInput Input) : ICommand<ContactPointKey>;

/// <summary>Edits a contact point, takes it off the list or puts it back.</summary>
/// <param name="Id">The contact point.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepOrganisations)]
public sealed record EditContactPointCommand(Guid Id, EditContactPointInput Input, long? ExpectedVersion) : ICommand<ContactPointKey>;

internal sealed class RegisterContactPointValidator : AbstractValidator<RegisterContactPointCommand>
{
    public RegisterContactPointValidator(ContactKeys keys)
    {
        RuleFor(c => c.Input).SetValidator(new ContactPointForm());
        RuleFor(c => c.Input.OpenPgpKey).Custom((text, _) => keys.Prepare(text));
    }
}

internal sealed class EditContactPointValidator : AbstractValidator<EditContactPointCommand>
{
    public EditContactPointValidator(ContactKeys keys)
    {
        RuleFor(c => c.Input.Retired.Value).NotNull().When(c => c.Input.Retired.IsSet);
        RuleFor(c => c.Input.OpenPgpKey).Custom((text, _) => keys.Prepare(text.Value));
    }
}

internal sealed class ListContactPointsHandler(IAppDb db, IViewerAccessor viewer) : IQueryHandler<ListContactPointsQuery, Page<ContactPointDetail>>
{
    private static readonly Dictionary<string, Expression<Func<ContactPoint, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = c => c.CreatedAt,
    };

    public async Task<Page<ContactPointDetail>> Handle(ListContactPointsQuery query, CancellationToken cancellationToken)
    {
        var source = ContactPointReading.For(viewer.Required, db);
        source = query.OrganisationId is { } organisation ? source.Where(c => c.OrganisationId == organisation) : source;
        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "createdAt", ContactPointReading.Project(viewer.Required, withKey: false), (row, _) => (row.CreatedAt, row.Id), cancellationToken);
        return new Page<ContactPointDetail>(rows, next, count);
    }
}

internal sealed class GetContactPointHandler(IAppDb db, IViewerAccessor viewer) : IQueryHandler<GetContactPointQuery, ContactPointDetail>
{
    public async Task<ContactPointDetail> Handle(GetContactPointQuery query, CancellationToken cancellationToken) =>
        await ContactPointReading.For(viewer.Required, db).Where(c => c.Id == query.Id).Select(ContactPointReading.Project(viewer.Required, withKey: true))
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();
}

internal sealed class RegisterContactPointHandler(IAppDb db, ContactKeys keys, TimeProvider time) : ICommandHandler<RegisterContactPointCommand, ContactPointKey>
{
    public async Task<ContactPointKey> Handle(RegisterContactPointCommand command, CancellationToken cancellationToken)
    {
        var organisation = command.Input.OrganisationId!.Value;
        if (!await db.Organisations.AnyAsync(o => o.Id == organisation, cancellationToken))
        {
            throw new InvalidInputException("organisationId", Words.Get("Error.UnknownOrganisation"));
        }

        var key = keys.Read(command.Input.OpenPgpKey, command.Input.Fingerprint, known: null);
        var contact = new ContactPoint(organisation, command.Input.ToCard(key), time.GetUtcNow());
        db.ContactPoints.Add(contact);
        await db.SaveChangesAsync(cancellationToken);
        return new ContactPointKey(contact.Id);
    }
}

internal sealed class EditContactPointHandler(IAppDb db, IValidator<ContactPointInput> form, ContactKeys keys, TimeProvider time)
    : ICommandHandler<EditContactPointCommand, ContactPointKey>
{
    public async Task<ContactPointKey> Handle(EditContactPointCommand command, CancellationToken cancellationToken)
    {
        var contact = await db.ContactPoints.SingleOrDefaultAsync(c => c.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        contact.EnsureVersion(command.ExpectedVersion);
        var merged = Merged.EnsureValid(form, command.Input.On(ContactPointInput.Of(contact)));
        contact.Edit(merged.ToCard(keys.Read(merged.OpenPgpKey, merged.Fingerprint, contact.Card.Key)));
        if (command.Input.Retired is { IsSet: true, Value: { } retired } && retired != contact.RetiredAt is not null)
        {
            contact.Retire(retired, time.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        return new ContactPointKey(contact.Id);
    }
}

/// <summary>Reading contact points in one way.</summary>
internal static class ContactPointReading
{
    /// <summary>Of a proof that was noted by hand, what was said is ours.</summary>
    public static Expression<Func<ContactPoint, ContactPointDetail>> Project(Viewer viewer, bool withKey)
    {
        var ours = !viewer.IsPartner;
        return c => new ContactPointDetail
        {
            Id = c.Id,
            OrganisationId = c.OrganisationId,
            Purpose = c.Purpose,
            Name = c.Name,
            Email = c.Email,
            Phone = c.Phone,
            Web = c.Web,
            SecureChannel = c.SecureKind == null ? null : new SecureChannelDetail(c.SecureKind.Value, c.SecureAddress!),
            Language = c.Language,
            Accepts = c.Accepts,
            DutyHours = c.DutyFrom == null || c.DutyTo == null ? null : new DutyHoursDetail(c.DutyFrom.Value, c.DutyTo.Value),
            TimeZone = c.TimeZone,
            BounceAddress = c.BounceAddress,
            Fingerprint = c.Fingerprint,
            KeyUserIds = c.KeyUserIds,
            KeyExpiresAt = c.KeyExpiresAt,
            BouncedAt = c.BouncedAt,
            ProvenAt = c.ProvenAt,
            ProvenBy = c.ProvenBy,
            ProofNote = ours ? c.ProofNote : null,
            Retired = c.RetiredAt != null,
            CreatedAt = c.CreatedAt,
            Version = c.Version,
            OpenPgpKey = withKey ? c.OpenPgpKey : null,
        };
    }

    /// <summary>Partners do not know how others are reached.</summary>
    public static IQueryable<ContactPoint> For(Viewer viewer, IAppDb db)
    {
        var own = viewer.OrganisationId;
        return viewer.IsPartner ? db.ContactPoints.Where(c => c.OrganisationId == own) : db.ContactPoints;
    }
}
