using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Notices;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.WebUtilities;

namespace CyberIncidents.Web.Pages;

/// <summary>The reader's own notices, the newest first. One is read when its reader says so, not when it is seen or opened.</summary>
internal sealed class NoticesModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const int PageSize = 30;

    [BindProperty(SupportsGet = true)]
    public bool Unread { get; set; }

    [BindProperty(SupportsGet = true)]
    [ValidateNever]
    public string? After { get; set; }

    public IReadOnlyList<IGrouping<string, NoticeDetail>> Days { get; private set; } = [];

    public string? Next { get; private set; }

    public int UnreadCount { get; private set; }

    public async Task OnGetAsync()
    {
        var page = await Send.SendAsync(new ListNoticesQuery(Unread, new PageRequest(PageSize, After)), Gone);
        Days = [.. page.Items.GroupBy(n => Shell.Here.NamedDay(n.At), StringComparer.Ordinal)];
        Next = page.Next;
        UnreadCount = (await Send.SendAsync(new ListNoticesQuery(Unread: true, new PageRequest(1, Count: true)), Gone)).Count ?? 0;
    }

    public async Task<IActionResult> OnPostReadAsync(Guid id)
    {
        await Send.SendAsync(new ReadNoticeCommand(id), Gone);
        return LocalRedirect(Address(Unread, After));
    }

    /// <param name="upTo">The newest notice that the page showed.</param>
    public async Task<IActionResult> OnPostAllAsync(DateTimeOffset upTo)
    {
        var read = await Send.SendAsync(new ReadAllNoticesCommand(upTo), Gone);
        return Done(Address(Unread), Words.Get("Notices.AllRead", read.Count));
    }

    /// <summary>The address of this page with other filters.</summary>
    public static string Address(bool unread, string? after = null, string? handler = null)
    {
        var parts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["handler"] = handler,
            ["unread"] = unread ? "true" : null,
            ["after"] = after,
        };
        return QueryHelpers.AddQueryString("/notices", parts.Where(p => p.Value is not null));
    }

    /// <summary>Where a notice leads; null when what it is about is not there for the reader any more.</summary>
    public string? PlaceOf(NoticeDetail notice) => notice.SubjectType switch
    {
        SubjectType.Recall => Shell.IsPartner ? $"/shared#recall-{notice.SubjectId:N}" : notice.IncidentReference is { } reference ? $"/incidents/{reference}/sharing" : null,
        SubjectType.FollowUp => $"/follow-ups?open={notice.SubjectId}",
        SubjectType.Request when notice.RequestReference is not null => $"/requests/{notice.RequestReference}",
        SubjectType.Release when notice.IncidentReference is not null =>
            Shell.IsPartner ? $"/shared/{notice.IncidentReference}#released" : $"/incidents/{notice.IncidentReference}/sharing#release-{notice.SubjectId:N}",
        SubjectType.ContactCheck => Shell.IsPartner ? "/action" : "/directory/problems?kind=ProofStale",
        SubjectType.Consent when notice.IncidentReference is not null => $"/consents/{notice.SubjectId}",
        SubjectType.Evidence when notice.IncidentReference is not null && !Shell.IsPartner => $"/incidents/{notice.IncidentReference}/evidence#evidence-{notice.SubjectId:N}",
        SubjectType.EngagementDocument when notice.EngagementReference is not null => $"/engagements/{notice.EngagementReference}#documents",
        _ when notice.IncidentReference is not null => (Shell.IsPartner ? "/shared/" : "/incidents/") + notice.IncidentReference,
        _ => null,
    };

    /// <summary>Colour and icon of a kind of notice, as those of the state that it tells of.</summary>
    public static (string Kind, string Icon) LookOf(NoticeKind kind) => kind switch
    {
        NoticeKind.FollowUpReminder => ("state-grey", "bell-ringing"),
        NoticeKind.FollowUpDue => ("state-amber", "calendar-event"),
        NoticeKind.FollowUpOverdue => ("state-red", "clock-exclamation"),
        NoticeKind.ParticipationNotified => ("state-blue", "package-export"),
        NoticeKind.RequestReceived => ("state-blue", "send"),
        NoticeKind.RequestAcknowledged => ("state-cyan", "check"),
        NoticeKind.RequestClarificationAsked => ("state-amber", "message-question"),
        NoticeKind.RequestClarified => ("state-cyan", "message"),
        NoticeKind.RequestAnswered => ("state-green", "message-check"),
        NoticeKind.RequestDeclined => ("state-declined", "ban"),
        NoticeKind.RequestReturned => ("state-amber", "rotate"),
        NoticeKind.RequestReminder or NoticeKind.ClockReminder or NoticeKind.RecallReminder => ("state-amber", "bell-ringing"),
        NoticeKind.RequestOverdue or NoticeKind.ClockDue or NoticeKind.RecallOverdue => ("state-red", "clock-exclamation"),
        NoticeKind.RequestSubmitted => ("state-amber", "user-check"),
        NoticeKind.ItemsReleased => ("state-blue", "package-export"),
        NoticeKind.ReleaseSubmitted => ("state-amber", "user-check"),
        NoticeKind.ReleaseApproved => ("state-green", "check"),
        NoticeKind.ReleaseRejected => ("state-amber", "ban"),
        NoticeKind.ConsentAsked or NoticeKind.ConsentReminder => ("state-amber", "message-question"),
        NoticeKind.ConsentLapsed => ("state-red", "clock-exclamation"),
        NoticeKind.ConsentGranted => ("state-green", "check"),
        NoticeKind.ConsentDenied => ("state-declined", "ban"),
        NoticeKind.ConsentWithdrawn => ("state-grey", "arrow-back-up"),
        NoticeKind.MailUndelivered => ("state-red", "ban"),
        NoticeKind.RecallReceived => ("state-amber", "arrow-back-up"),
        NoticeKind.RecallAnswered => ("state-green", "check"),
        NoticeKind.ContactCheckAsked or NoticeKind.ContactCheckReminder => ("state-amber", "bell"),
        NoticeKind.ContactCheckMissed => ("state-red", "clock-exclamation"),
        NoticeKind.EvidenceReceived => ("state-blue", "paperclip"),
        NoticeKind.EvidenceBroken => ("state-red", "alert-triangle"),
        NoticeKind.RequestWithdrawn => ("state-grey", "arrow-back-up"),
        _ => ("state-blue", "user-check"),
    };
}
