using CyberIncidents.Application.Common;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>What is typed for a move of a case.</summary>
internal sealed class MoveForm
{
    public string? Reason { get; set; }

    public string? Outcome { get; set; }

    public string? Summary { get; set; }

    public string? DuplicateOf { get; set; }

    public Guid? Owner { get; set; }

    /// <summary>Day and time in the reader's zone.</summary>
    public string? Until { get; set; }

    public bool Override { get; set; }

    public bool CancelFollowUps { get; set; }

    public long? Version { get; set; }

    public ActionInput ToInput(Here here) => new()
    {
        Reason = Reason,
        Outcome = Outcome,
        Summary = Summary,
        DuplicateOf = DuplicateOf?.Trim(),
        Owner = Owner,
        Until = here.Read(Until),
        Override = Override,
        CancelFollowUps = CancelFollowUps,
    };
}

/// <summary>What is typed for a move of a partner's part.</summary>
internal sealed class PartnerForm
{
    public string? SharedTitle { get; set; }

    public string? SharedSummary { get; set; }

    public string? Reason { get; set; }

    public long? Version { get; set; }

    public ParticipationActionInput ToInput() => new() { SharedTitle = SharedTitle, SharedSummary = SharedSummary, Reason = Reason };
}

/// <summary>Partners that are to be added.</summary>
internal sealed class AddForm
{
    /// <summary>Countries as <c>NL</c>, organisations by their key.</summary>
    public List<string> Partners { get; set; } = [];

    public List<ParticipationRole> Roles { get; set; } = [];

    public AddParticipationsInput ToInput() => new()
    {
        Items = [.. Partners.Select(p => Guid.TryParse(p, out var id) ? new PartnerInput(null, id, Roles) : new PartnerInput(p, null, Roles))],
    };
}

/// <summary>A follow-up that is to be scheduled.</summary>
internal sealed class ScheduleForm
{
    public string? Title { get; set; }

    /// <summary>Day and time in the chosen zone.</summary>
    public string? DueAt { get; set; }

    public string? TimeZone { get; set; }

    public Guid? Assignee { get; set; }

    public List<string> Reminders { get; set; } = [];

    /// <summary>How it recurs: one of <see cref="RecurrenceWords.Choices"/>, or empty for once.</summary>
    public string? Recurrence { get; set; }

    /// <summary>The last day in the chosen zone.</summary>
    public string? RecursUntil { get; set; }

    public string? RequestReference { get; set; }
}

/// <summary>A comment that is to be written.</summary>
internal sealed class CommentForm
{
    public string? Text { get; set; }

    /// <summary><c>National</c>, <c>Participants</c>, or the key of an organisation.</summary>
    public string? Audience { get; set; }

    public string? Tlp { get; set; }

    public HandlingForm Handling { get; set; } = new();

    public AudienceInput AudienceInput => Guid.TryParse(Audience, out var organisation)
        ? new AudienceInput(CommentAudience.Organisations, [organisation])
        : new AudienceInput(Audience == nameof(CommentAudience.Participants) ? CommentAudience.Participants : CommentAudience.National, null);
}
