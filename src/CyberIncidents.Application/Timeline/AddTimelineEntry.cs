using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using FluentValidation;

namespace CyberIncidents.Application.Timeline;

/// <summary>Notes something that happened in the incident itself.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">What happened, and when.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record AddTimelineEntryCommand(string Reference, TimelineEntryInput Input) : ICommand<TimelineKey>;

internal sealed class AddTimelineEntryValidator : AbstractValidator<AddTimelineEntryCommand>
{
    public AddTimelineEntryValidator(TimeProvider time) => RuleFor(c => c.Input).SetValidator(new TimelineEntryInputValidator(time));
}

internal sealed class AddTimelineEntryHandler(
    IAppDb db, ICaseParts parts, IAccessGrants grants, IViewerAccessor viewer, HomeSettings home, TimeProvider time)
    : ICommandHandler<AddTimelineEntryCommand, TimelineKey>
{
    public async Task<TimelineKey> Handle(AddTimelineEntryCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        incident.EnsureTakesMore();
        incident.EnsureNotLaxer(input.Tlp);
        var (me, now) = (viewer.Required.UserId, time.GetUtcNow());
        var entry = new TimelineEntry(new ItemPlace(incident.Id, incident.Tlp, input.Tlp, me), input.MomentOf(home), input.WordsOf(), now);
        db.TimelineEntries.Add(entry);
        grants.Add(AccessGrant.ToPerson((SubjectType.TimelineEntry, entry.Id), incident.Id, me, GrantReason.Creator, now));
        await db.SaveChangesAsync(cancellationToken);
        return new TimelineKey(incident.Reference, entry.Id);
    }
}
