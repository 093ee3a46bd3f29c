using System.Collections.Frozen;
using CyberIncidents.Domain.Notices;

namespace CyberIncidents.Application.Mails;

/// <summary>What is told by mail at once: word to partners, and the steps of ladders. Everything else is told in the program, or in the daily mail.</summary>
public static class MailedKinds
{
    /// <summary>The kinds for which there are words of a mail.</summary>
    public static IReadOnlySet<NoticeKind> All { get; } = new[]
    {
        NoticeKind.ParticipationNotified, NoticeKind.RequestReceived, NoticeKind.RequestClarified, NoticeKind.RequestReturned,
        NoticeKind.RequestWithdrawn, NoticeKind.RequestReminder, NoticeKind.RequestOverdue, NoticeKind.ItemsReleased,
        NoticeKind.RecallReceived, NoticeKind.RecallReminder, NoticeKind.RecallOverdue,
        NoticeKind.RequestWithdrawn, NoticeKind.RequestReminder, NoticeKind.RequestOverdue,
        NoticeKind.ConsentAsked, NoticeKind.ConsentReminder, NoticeKind.ConsentLapsed, NoticeKind.ConsentWithdrawn,
        NoticeKind.RequestAcknowledged, NoticeKind.RequestClarificationAsked, NoticeKind.RequestAnswered, NoticeKind.RequestDeclined,
        NoticeKind.ContactCheckAsked, NoticeKind.ContactCheckReminder,
    }.ToFrozenSet();
}
