using CyberIncidents.Application.Common;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.FollowUps;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages;

/// <summary>What is typed for a move of a follow-up, in the list of all and on the page of a case.</summary>
internal sealed class FollowUpForm
{
    public string? Note { get; set; }

    public string? Reason { get; set; }

    /// <summary>Day and time in the reader's zone.</summary>
    public string? Until { get; set; }

    public Guid? Assignee { get; set; }

    public long? Version { get; set; }

    /// <summary>The move of a name; null when people make no such move.</summary>
    public static FollowUpMove? MoveOf(string? name) => MoveName.Parse<FollowUpMove>(name) is { } move and not FollowUpMove.FallDue ? move : null;

    public ActionInput ToInput(Here here) => new() { Note = Note, Reason = Reason, Until = here.Read(Until), Assignee = Assignee };
}
