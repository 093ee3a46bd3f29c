using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>The key of a release in an answer.</summary>
/// <param name="Id">The release.</param>
public sealed record ReleaseKey(Guid Id);

/// <summary>Approves or rejects a release that another asked for.</summary>
/// <param name="Id">The release.</param>
/// <param name="Move">The move.</param>
/// <param name="Input">A reason, which rejecting needs.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.ApproveRequests)]
public sealed record DecideReleaseCommand(Guid Id, ReleaseMove Move, ActionInput Input, long? ExpectedVersion) : ICommand<ReleaseKey>;

internal sealed class DecideReleaseValidator : AbstractValidator<DecideReleaseCommand>
{
    public DecideReleaseValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class DecideReleaseHandler(IAppDb db, IViewerAccessor viewer, ReleaseCheck check, Releases releases, ICaseParts parts)
    : ICommandHandler<DecideReleaseCommand, ReleaseKey>
{
    public async Task<ReleaseKey> Handle(DecideReleaseCommand command, CancellationToken cancellationToken)
    {
        var release = await db.Releases.Include(r => r.Items).SingleOrDefaultAsync(r => r.Id == command.Id, cancellationToken)
            ?? throw new NotFoundException();
        var reference = await db.Incidents.Where(i => i.Id == release.IncidentId).Select(i => i.Reference).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        if (release.ReleasedById == viewer.Required.UserId)
        {
            throw new ForbiddenException("Whoever asks for a release does not decide on it.");
        }

        releases.EnsureMayRelease(release.Tlp);
        release.EnsureVersion(command.ExpectedVersion);
        release.EnsureAllowed(command.Move);
        if (command.Move == ReleaseMove.Approve)
        {
            await EnsureAsFrozenAsync(release, reference, cancellationToken);
            await releases.ApproveAsync(release, cancellationToken);
        }
        else
        {
            releases.Reject(release, Needs.Text(command.Input.Said, "reason"));
        }

        await db.SaveChangesAsync(cancellationToken);
        return new ReleaseKey(release.Id);
    }

    /// <summary>What was asked for may still go, and is what was frozen.</summary>
    private async Task EnsureAsFrozenAsync(Release release, string reference, CancellationToken cancellationToken)
    {
        var incidentId = release.IncidentId!.Value;
        await parts.HoldAsync(incidentId, cancellationToken);
        (await db.CaseAsync(reference, cancellationToken)).EnsureTakesMore();
        var now = await check.ReadAsync(incidentId, release.Items.Select(i => (i.SubjectType, i.SubjectId)), cancellationToken);
        Refuse("item-withdrawn", "An item was withdrawn since.", release.Items.Where(i => !now.ContainsKey(Key(i))));
        Refuse("item-remarked", "An item is marked more strictly since.", release.Items.Where(i => now[Key(i)].Tlp > release.MarkedAs));
        Refuse("item-changed", "An item was changed since.", release.Items.Where(i => Releases.Write(now[Key(i)].Content) != i.Content));
        (await check.JudgeAsync(incidentId, [.. now.Values], [release.OrganisationId], cancellationToken)).EnsureMayGo();
    }

    private static (SubjectType Type, Guid Id) Key(ReleaseItem item) => (item.SubjectType, item.SubjectId);

    private static void Refuse(string code, string reason, IEnumerable<ReleaseItem> items)
    {
        var named = items.Select(i => ReleasedContent.NameOf(i.SubjectType, i.Content)).ToList();
        if (named.Count > 0)
        {
            throw new RuleBrokenException(code, reason, null, named);
        }
    }
}
