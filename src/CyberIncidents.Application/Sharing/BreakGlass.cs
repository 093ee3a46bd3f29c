using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>What a manager has to read without being named.</summary>
public sealed record BreakGlassInput
{
    /// <summary>The reference of a case or of a request.</summary>
    public string? Reference { get; init; }

    /// <summary>Why; 10 to 1,000 characters. Those who are named for the case, or for the request without one, read it in its history.</summary>
    public string? Reason { get; init; }
}

/// <summary>The answer, the same whether there is such a case or not.</summary>
/// <param name="Reference">What was asked for.</param>
/// <param name="Until">If there is such a RED case, it may be read until then.</param>
public sealed record GlassAnswer(string Reference, DateTimeOffset Until);

/// <summary>
/// Opens a RED case, or a RED request of another case, for its sender, for reading only and for a day. Owner and creator are told, of a request its drafter too,
/// and the history of the case says why. So it opens a RED request of a partner that belongs to no case. Then whoever answers for it is told, and the
/// managers who are named; where none of those is left nobody is told, since nobody else may know of it, and its history alone says it. A reference
/// that is unknown, or that the sender sees anyway, gets the same answer and does nothing.
/// </summary>
/// <param name="Input">Which case, and why.</param>
[RequirePermission(Permission.BreakGlass)]
public sealed record BreakGlassCommand(BreakGlassInput Input) : ICommand<GlassAnswer>;

internal sealed class BreakGlassValidator : AbstractValidator<BreakGlassCommand>
{
    private const int Shortest = 10;
    private const int Longest = 1000;

    public BreakGlassValidator()
    {
        RuleFor(c => c.Input.Reference).RequiredText(Validation.ReferenceLength);
        RuleFor(c => c.Input.Reason).RequiredText(Longest).Must(r => r is null || r.Trim().Length is 0 or >= Shortest)
            .WithMessage(_ => Words.Get("Error.TooShort", Shortest));
    }
}

internal sealed class BreakGlassHandler(
    IAppDb db, IBrokenGlass glass, IAccessGrants grants, IViewerAccessor viewer, NoticeWriter notices, InboundTelling telling, TimeProvider time)
    : ICommandHandler<BreakGlassCommand, GlassAnswer>
{
    private static readonly TimeSpan Held = TimeSpan.FromHours(24);

    public async Task<GlassAnswer> Handle(BreakGlassCommand command, CancellationToken cancellationToken)
    {
        var reference = command.Input.Reference!.Trim();
        var now = time.GetUtcNow();
        if (await FindAsync(reference, cancellationToken) is not { } target)
        {
            return new GlassAnswer(reference, now + Held);
        }

        // A second call while it runs makes it no longer, and says so.
        if (await glass.OpenUntilAsync(target, cancellationToken) is { } end)
        {
            return new GlassAnswer(reference, end);
        }

        await OpenAsync(target, command.Input.Reason!.Trim(), now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new GlassAnswer(reference, now + Held);
    }

    /// <summary>What the sender does not see, or only by a broken glass.</summary>
    private async Task<GlassTarget?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        var target = await glass.FindAsync(reference, cancellationToken);
        var sees = await db.Incidents.AnyAsync(i => i.Reference == reference, cancellationToken)
            || await db.Requests.AnyAsync(r => r.Reference == reference, cancellationToken);
        return sees ? null : target;
    }

    /// <summary>Of a request in a case that is not RED only the request is opened, and noted in its own history: the case's would tell of it.</summary>
    private async Task OpenAsync(GlassTarget target, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var me = viewer.Required.UserId;
        var (incident, request) = (target.Incident, target.Request);
        (SubjectType, Guid) subject = request is null ? (SubjectType.Incident, incident!.Id) : (SubjectType.Request, request.Id);
        var grant = AccessGrant.OfBrokenGlass(incident?.Id, request is null ? null : subject, me, reason, now, now + Held);
        grants.Add(grant);
        if (request is null)
        {
            incident!.NoteBrokenGlass();
        }
        else
        {
            request.NoteBrokenGlass();
        }

        notices.Write(
            NoticeKind.BreakGlass, (await ToldAsync(incident, request, cancellationToken)).Where(p => p != me), grant.Id,
            subject, incident?.Id, request?.Tlp ?? incident!.Tlp, request?.OwnTlp);
    }

    private async Task<IEnumerable<Guid>> ToldAsync(Incident? incident, Request? request, CancellationToken cancellationToken)
    {
        if (incident is null)
        {
            return new[] { request!.OwnerId }.OfType<Guid>().Concat(await telling.ManagersAsync(request, cancellationToken)).Distinct();
        }

        // Who files an inbound request is no one of ours.
        var drafter = request is { Direction: RequestDirection.Outbound } ? request.OriginatorId : (Guid?)null;
        return new[] { incident.OwnerId, incident.CreatedById, drafter }.OfType<Guid>();
    }
}
