using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Domain.Timeline;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Timeline;

/// <summary>A JSON Merge Patch of an entry: what is absent stays. Its marking is changed elsewhere.</summary>
public sealed record EditTimelineEntryInput
{
    /// <inheritdoc cref="TimelineEntryInput.At"/>
    public Optional<DateTimeOffset?> At { get; init; }

    /// <inheritdoc cref="TimelineEntryInput.Precision"/>
    public Optional<TimePrecision?> Precision { get; init; }

    /// <inheritdoc cref="TimelineEntryInput.Zone"/>
    public Optional<string> Zone { get; init; }

    /// <inheritdoc cref="TimelineEntryInput.Source"/>
    public Optional<string> Source { get; init; }

    /// <inheritdoc cref="TimelineEntryInput.Text"/>
    public Optional<string> Text { get; init; }
}

/// <summary>Corrects an entry that nobody outside the house has.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The entry.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record EditTimelineEntryCommand(string Reference, Guid Id, EditTimelineEntryInput Input, long? ExpectedVersion) : ICommand<TimelineKey>;

internal sealed class EditTimelineEntryValidator : AbstractValidator<EditTimelineEntryCommand>
{
    public EditTimelineEntryValidator()
    {
        RuleFor(c => c.Input.Precision.Value).NotNull().IsInEnum().When(c => c.Input.Precision.IsSet);
        RuleFor(c => c.Input.Zone.Value).NotEmpty().KnownZone().When(c => c.Input.Zone.IsSet);
        RuleFor(c => c.Input.Source.Value).OptionalText(TimelineEntry.SourceLength);
        RuleFor(c => c.Input.Text.Value).RequiredText(TimelineEntry.TextLength).When(c => c.Input.Text.IsSet);
    }
}

internal sealed class EditTimelineEntryHandler(IAppDb db, IAccessGrants grants, ICaseParts parts, HomeSettings home, TimeProvider time)
    : ICommandHandler<EditTimelineEntryCommand, TimelineKey>
{
    public async Task<TimelineKey> Handle(EditTimelineEntryCommand command, CancellationToken cancellationToken)
    {
        // Held before it is looked at: what is released meanwhile must be what it says.
        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        var entry = await db.TimelineEntries.SingleOrDefaultAsync(t => t.Id == command.Id && t.IncidentId == incident.Id, cancellationToken)
            ?? throw new NotFoundException();
        entry.EnsureVersion(command.ExpectedVersion);
        incident.EnsureTakesMore();
        if (await grants.IsSharedAsync((SubjectType.TimelineEntry, entry.Id), cancellationToken))
        {
            throw new RuleBrokenException("timeline-released", "It was released as it is; withdraw it and note another one.");
        }

        EnsureSaysWhen(entry, command.Input);
        var merged = Merge(entry, command.Input);
        entry.Edit(merged.MomentOf(home), merged.WordsOf());
        await db.SaveChangesAsync(cancellationToken);
        return new TimelineKey(incident.Reference, entry.Id);
    }

    /// <summary>The beginning of a day, which is what is kept of it, is no instant of an hour, and none of the same day in another zone.</summary>
    private static void EnsureSaysWhen(TimelineEntry entry, EditTimelineEntryInput input)
    {
        var precision = input.Precision.Or(entry.Precision);
        var elsewhere = input.Zone.Or(entry.Zone) != entry.Zone && (precision is TimePrecision.Hour or TimePrecision.Day);
        if (!input.At.IsSet && entry.At is not null && (precision < entry.Precision || elsewhere))
        {
            throw new InvalidInputException("at", Words.Get("Timeline.Error.SayWhen"));
        }
    }

    private TimelineEntryInput Merge(TimelineEntry entry, EditTimelineEntryInput input) => Merged.EnsureValid(new TimelineEntryInputValidator(time), new TimelineEntryInput
    {
        At = input.At.Or(entry.At),
        Precision = input.Precision.Or(entry.Precision),
        Zone = input.Zone.Or(entry.Zone),
        Source = input.Source.Or(entry.Source),
        Text = input.Text.Or(entry.Text),
    });
}
