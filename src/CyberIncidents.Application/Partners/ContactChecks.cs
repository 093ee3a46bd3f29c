using System.Linq.Expressions;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>Lists contact checks, the newest first. A liaison officer sees those of its own organisation.</summary>
/// <param name="OrganisationId">Only of this organisation.</param>
/// <param name="Open">Only those that can still be answered.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases, Permission.ReadShared)]
public sealed record ListContactChecksQuery(Guid? OrganisationId, bool Open, PageRequest Page) : IQuery<Page<ContactCheckDetail>>;

/// <summary>Reads a contact check.</summary>
/// <param name="Id">The contact check.</param>
[RequirePermission(Permission.ReadCases, Permission.ReadShared)]
public sealed record GetContactCheckQuery(Guid Id) : IQuery<ContactCheckDetail>;

/// <summary>Asks an organisation whether it is there; while a check that was asked before is not due yet, that one is the answer.</summary>
/// <param name="OrganisationId">Whom.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record AskContactCheckCommand(Guid OrganisationId) : ICommand<ContactCheckKey>;

/// <summary>Whoever speaks for the organisation says that somebody is there.</summary>
/// <param name="Id">The contact check.</param>
[RequirePermission(Permission.AnswerRequests)]
public sealed record AnswerContactCheckCommand(Guid Id) : ICommand<ContactCheckKey>;

internal sealed class ListContactChecksHandler(IAppDb db, IViewerAccessor viewer, TimeProvider time)
    : IQueryHandler<ListContactChecksQuery, Page<ContactCheckDetail>>, IQueryHandler<GetContactCheckQuery, ContactCheckDetail>
{
    private static readonly Dictionary<string, Expression<Func<ContactCheck, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = c => c.CreatedAt,
    };

    public async Task<Page<ContactCheckDetail>> Handle(ListContactChecksQuery query, CancellationToken cancellationToken)
    {
        var source = query.OrganisationId is { } organisation ? Own().Where(c => c.OrganisationId == organisation) : Own();
        source = query.Open ? source.Where(c => c.AnsweredAt == null && c.SupersededAt == null) : source;
        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "-createdAt", ContactCheckReading.Project(db, viewer.Required), (row, _) => (row.AskedAt, row.Id), cancellationToken);
        var now = time.GetUtcNow();
        return new Page<ContactCheckDetail>([.. rows.Select(r => r.Finish(now))], next, count);
    }

    public async Task<ContactCheckDetail> Handle(GetContactCheckQuery query, CancellationToken cancellationToken)
    {
        var row = await Own().Where(c => c.Id == query.Id).Select(ContactCheckReading.Project(db, viewer.Required)).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        return row.Finish(time.GetUtcNow());
    }

    /// <summary>A partner's own, said again beside the filter: from a filter alone no database knows where to begin.</summary>
    private IQueryable<ContactCheck> Own()
    {
        var own = viewer.Required.OrganisationId;
        return viewer.Required.IsPartner ? db.ContactChecks.Where(c => c.OrganisationId == own) : db.ContactChecks;
    }
}

internal sealed class AskContactCheckHandler(IAppDb db, IViewerAccessor viewer, ContactCheckTelling telling) : ICommandHandler<AskContactCheckCommand, ContactCheckKey>
{
    public async Task<ContactCheckKey> Handle(AskContactCheckCommand command, CancellationToken cancellationToken)
    {
        if (!await db.Organisations.AnyAsync(o => o.Id == command.OrganisationId && !o.IsHome, cancellationToken))
        {
            throw new NotFoundException();
        }

        if (!await telling.CanBeAskedAsync(command.OrganisationId, cancellationToken))
        {
            throw new RuleBrokenException("nobody-to-ask", "Nobody of that organisation has an account, and no contact of it takes mail.");
        }

        if (await telling.RunningAsync(command.OrganisationId, cancellationToken) is { } running)
        {
            return new ContactCheckKey(running.Id);
        }

        var check = await telling.AskAsync(command.OrganisationId, viewer.Required.UserId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new ContactCheckKey(check.Id);
    }
}

internal sealed class AnswerContactCheckHandler(IAppDb db, IViewerAccessor viewer, Reachability reachability) : ICommandHandler<AnswerContactCheckCommand, ContactCheckKey>
{
    public async Task<ContactCheckKey> Handle(AnswerContactCheckCommand command, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var check = await db.ContactChecks.SingleOrDefaultAsync(c => c.Id == command.Id && c.OrganisationId == me.OrganisationId, cancellationToken)
            ?? throw new NotFoundException();
        if (!check.IsOpen)
        {
            throw new RuleBrokenException("check-answered", "That contact check does not wait for an answer any more.");
        }

        await reachability.AnsweredAsync(me.OrganisationId, me.UserId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new ContactCheckKey(check.Id);
    }
}
