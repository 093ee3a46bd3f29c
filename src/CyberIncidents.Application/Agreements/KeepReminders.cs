using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.FollowUps;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Agreements;

/// <summary>What there was to remind of before an agreement changed.</summary>
/// <param name="AgreementId">The agreement.</param>
/// <param name="RemindedOn">The day of its renewal.</param>
/// <param name="OwnerId">Who saw to it.</param>
/// <param name="Provisions">Its provisions that stood on the register.</param>
public sealed record RegisterBefore(Guid AgreementId, DateOnly? RemindedOn, Guid? OwnerId, IReadOnlyList<Guid> Provisions)
{
    /// <summary>Before it was added.</summary>
    public static RegisterBefore Nothing { get; } = new(Guid.Empty, null, null, []);

    /// <summary>Notes it.</summary>
    /// <param name="agreement">The agreement, with its provisions.</param>
    /// <returns>How it stands now.</returns>
    public static RegisterBefore Of(Agreement agreement)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        return new RegisterBefore(agreement.Id, agreement.RemindedOn, agreement.OwnerId, agreement.Standing);
    }

    /// <summary>Whether its follow-ups have to follow.</summary>
    /// <param name="agreement">The agreement as it is now.</param>
    /// <returns>True when a day has moved, or a provision came or went.</returns>
    public bool Differs(Agreement agreement)
    {
        ArgumentNullException.ThrowIfNull(agreement);
        return (RemindedOn, OwnerId) != (agreement.RemindedOn, agreement.OwnerId) || !Provisions.ToHashSet().SetEquals(agreement.Standing);
    }
}

/// <summary>How many agreements were looked at.</summary>
/// <param name="Agreements">Their number.</param>
public sealed record RemindersKept(int Agreements);

/// <summary>After the seeds have changed agreements, their follow-ups are made to fit, as after any edit.</summary>
/// <param name="Before">How they stood before.</param>
[RequirePermission(Permission.System)]
public sealed record KeepRemindersCommand(IReadOnlyList<RegisterBefore> Before) : ICommand<RemindersKept>;

internal sealed class KeepRemindersHandler(IAppDb db, RegisterChase chase) : ICommandHandler<KeepRemindersCommand, RemindersKept>
{
    public async Task<RemindersKept> Handle(KeepRemindersCommand command, CancellationToken cancellationToken)
    {
        var before = command.Before.ToDictionary(b => b.AgreementId);
        List<Guid> ids = [.. before.Keys];
        var changed = await db.Agreements.Include(a => a.Provisions).Where(a => ids.Contains(a.Id)).ToListAsync(cancellationToken);
        foreach (var agreement in changed)
        {
            await chase.KeepRenewalAsync(agreement, before[agreement.Id], cancellationToken);
            await chase.KeepReviewsAsync(db, agreement, before[agreement.Id], cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return new RemindersKept(changed.Count);
    }
}

/// <summary>What follows of a change of an agreement for those who are reminded.</summary>
internal static class AgreementReminders
{
    /// <summary>The follow-up about its renewal goes with owner, day and register.</summary>
    public static async Task KeepRenewalAsync(this RegisterChase chase, Agreement agreement, RegisterBefore before, CancellationToken cancellationToken)
    {
        var reminded = new Reminded(
            new FollowUpSubject(FollowUpAbout.Agreement, agreement.Id), FollowUpPurpose.RenewAgreement, agreement.RemindedOn, agreement.OwnerId, agreement.FollowUpId);
        agreement.Chase(await chase.KeepAsync(reminded, (before.RemindedOn, before.OwnerId), cancellationToken));
    }

    /// <summary>What is done for a provision is reviewed as long as that stands on the register; the follow-ups about it end, and come anew, with it.</summary>
    public static async Task KeepReviewsAsync(this RegisterChase chase, IAppDb db, Agreement agreement, RegisterBefore before, CancellationToken cancellationToken)
    {
        var (stood, stand) = (before.Provisions, agreement.Standing);
        var changed = stood.Except(stand).Concat(stand.Except(stood)).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        foreach (var measure in await db.ImplementationMeasures.Where(m => changed.Contains(m.ProvisionId)).ToListAsync(cancellationToken))
        {
            var stands = stand.Contains(measure.ProvisionId);
            await chase.KeepAsync(measure, stands, (stands ? null : measure.RemindedOn, measure.OwnerId), cancellationToken);
        }
    }
}
