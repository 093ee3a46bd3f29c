using System.Globalization;
using System.Linq.Expressions;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Notices;

/// <summary>A notice, with its text in the language of the call.</summary>
/// <param name="Id">The notice.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="At">When it was written.</param>
/// <param name="SubjectId">The follow-up, request, participation or case it is about.</param>
/// <param name="IncidentReference">The case, when the viewer sees it.</param>
/// <param name="Text">What to read.</param>
/// <param name="ReadAt">When its reader said that it is read.</param>
/// <param name="SubjectType">The kind of thing it is about.</param>
/// <param name="RequestReference">The request it is about, when the viewer sees it.</param>
/// <param name="EngagementReference">The engagement whose document it is about, when the viewer sees it.</param>
public sealed record NoticeDetail(
    Guid Id,
    NoticeKind Kind,
    DateTimeOffset At,
    Guid SubjectId,
    string? IncidentReference,
    string Text,
    DateTimeOffset? ReadAt,
    SubjectType SubjectType,
    string? RequestReference,
    string? EngagementReference = null);

/// <summary>Lists the viewer's own notices, the newest first.</summary>
/// <param name="Unread">Only unread ones.</param>
/// <param name="Page">Which page; sorted by <c>at</c>.</param>
[RequirePermission(Permission.ReadNotices)]
public sealed record ListNoticesQuery(bool Unread, PageRequest Page) : IQuery<Page<NoticeDetail>>;

/// <summary>Reads one of the viewer's own notices.</summary>
/// <param name="Id">The notice.</param>
[RequirePermission(Permission.ReadNotices)]
public sealed record GetNoticeQuery(Guid Id) : IQuery<NoticeDetail>;

/// <summary>The key of a notice in an answer.</summary>
/// <param name="Id">The notice.</param>
public sealed record NoticeKey(Guid Id);

/// <summary>The viewer says that a notice is read.</summary>
/// <param name="Id">The notice.</param>
[RequirePermission(Permission.ReadNotices)]
public sealed record ReadNoticeCommand(Guid Id) : ICommand<NoticeKey>;

/// <summary>How many notices were marked as read.</summary>
/// <param name="Count">Those that were unread before.</param>
public sealed record NoticesRead(int Count);

/// <summary>The viewer says that all own notices are read.</summary>
/// <param name="UpTo">
/// Only those written until then, since what came later was not looked at; null for all. The instant is that of the writing, not
/// of its commit: between two servers a notice may come in sight some milliseconds after a later one.
/// </param>
[RequirePermission(Permission.ReadNotices)]
public sealed record ReadAllNoticesCommand(DateTimeOffset? UpTo = null) : ICommand<NoticesRead>;

internal sealed class ListNoticesHandler(NoticeReading reading) : IQueryHandler<ListNoticesQuery, Page<NoticeDetail>>
{
    private static readonly Dictionary<string, Expression<Func<Notice, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["at"] = n => n.CreatedAt,
    };

    public async Task<Page<NoticeDetail>> Handle(ListNoticesQuery query, CancellationToken cancellationToken)
    {
        var (rows, next, count) = await Keyset.ReadAsync(
            query.Unread ? reading.Own.Where(n => n.ReadAt == null) : reading.Own, query.Page, Sorts, "-at", NoticeReading.Row,
            (row, _) => (row.At, row.Id), cancellationToken);
        return new Page<NoticeDetail>(await reading.RenderAsync(rows, cancellationToken), next, count);
    }
}

internal sealed class GetNoticeHandler(IAppDb db, NoticeReading reading) : IQueryHandler<GetNoticeQuery, NoticeDetail>
{
    public async Task<NoticeDetail> Handle(GetNoticeQuery query, CancellationToken cancellationToken)
    {
        var row = await db.Notices.Where(n => n.Id == query.Id).Select(NoticeReading.Row).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        return (await reading.RenderAsync([row], cancellationToken))[0];
    }
}

internal sealed class ReadNoticeHandler(IAppDb db, TimeProvider time) : ICommandHandler<ReadNoticeCommand, NoticeKey>
{
    public async Task<NoticeKey> Handle(ReadNoticeCommand command, CancellationToken cancellationToken)
    {
        var notice = await db.Notices.SingleOrDefaultAsync(n => n.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        notice.Read(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new NoticeKey(notice.Id);
    }
}

internal sealed class ReadAllNoticesHandler(IAppDb db, NoticeReading reading, TimeProvider time) : ICommandHandler<ReadAllNoticesCommand, NoticesRead>
{
    public async Task<NoticesRead> Handle(ReadAllNoticesCommand command, CancellationToken cancellationToken)
    {
        var unread = await reading.Own.Where(n => n.ReadAt == null && (command.UpTo == null || n.CreatedAt <= command.UpTo)).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        unread.ForEach(n => n.Read(now));
        await db.SaveChangesAsync(cancellationToken);
        return new NoticesRead(unread.Count);
    }
}

/// <summary>Renders notices with their reader as viewer: what it does not see stays out of the text.</summary>
internal sealed class NoticeReading(IAppDb db, FollowUpSubjects abouts, IViewerAccessor viewer)
{
    internal sealed record NoticeRow(
        Guid Id, NoticeKind Kind, DateTimeOffset At, SubjectType SubjectType, Guid SubjectId, Guid? IncidentId, DateTimeOffset? ReadAt);

    /// <summary>The viewer's own, said again beside the filter: from a filter alone no database knows where to begin.</summary>
    public IQueryable<Notice> Own => db.Notices.Where(n => n.RecipientId == viewer.Required.UserId);

    private const int ShortAbout = 80;

    private sealed record Subject(string? Reference, string? Text, string? Organisation, bool Inbound = false);

    public static Expression<Func<Notice, NoticeRow>> Row { get; } = n =>
        new NoticeRow(n.Id, n.Kind, n.CreatedAt, n.SubjectType, n.SubjectId, n.IncidentId, n.ReadAt);

    public async Task<IReadOnlyList<NoticeDetail>> RenderAsync(IReadOnlyList<NoticeRow> rows, CancellationToken cancellationToken)
    {
        var caseIds = rows.Where(r => r.IncidentId is not null).Select(r => r.IncidentId!.Value).Distinct().ToList();
        var cases = await db.Incidents.Where(i => caseIds.Contains(i.Id)).Select(i => new { i.Id, i.Reference })
            .ToDictionaryAsync(i => i.Id, i => i.Reference, cancellationToken);
        var subjects = await SubjectsAsync(rows, cancellationToken);
        await AddDocumentsAsync(rows, subjects, cancellationToken);
        return [.. rows.Select(r =>
        {
            var incident = r.IncidentId is { } id ? cases.GetValueOrDefault(id) : null;
            var subject = subjects.GetValueOrDefault(r.SubjectId);
            var reference = incident ?? (r.SubjectType is SubjectType.FollowUp or SubjectType.EngagementDocument ? subject?.Reference : null);
            var text = subject is { Inbound: true } && InboundText(r.Kind, subject) is { } inbound ? inbound
                : r.SubjectType is SubjectType.Request or SubjectType.Recall or SubjectType.Consent
                ? Words.Get(KeyOf(r, reference, subject), reference, subject?.Reference, subject?.Text, subject?.Organisation)
                : Words.Get($"Notice.{r.Kind}", reference, subject?.Text);
            return new NoticeDetail(r.Id, r.Kind, r.At, r.SubjectId, incident, text, r.ReadAt, r.SubjectType, Reference(SubjectType.Request), Reference(SubjectType.EngagementDocument));

            string? Reference(SubjectType type) => r.SubjectType == type ? subject?.Reference : null;
        })];
    }

    /// <summary>Of what a partner asks of us some things are said from the other side; null for those that are said as ever.</summary>
    private static string? InboundText(NoticeKind kind, Subject subject) =>
        Words.Find($"Inbound.Notice.{kind}") is { } text
            ? string.Format(CultureInfo.CurrentCulture, text, subject.Reference, subject.Text, subject.Organisation) : null;

    /// <summary>
    /// Some texts put the case in brackets, and have another for what has none or none that the reader sees; some end in the subject, and have another
    /// for what was taken back.
    /// </summary>
    private static string KeyOf(NoticeRow row, string? incident, Subject? subject) =>
        (row.SubjectType == SubjectType.Request && subject is { Text: null } ? Known($"Notices.TakenBack.{row.Kind}") : null)
        ?? (incident is null ? Known($"Notices.Caseless.{row.Kind}") : null)
        ?? $"Notice.{row.Kind}";

    private static string? Known(string key) => Words.Find(key) is null ? null : key;

    private async Task AddDocumentsAsync(IReadOnlyList<NoticeRow> rows, Dictionary<Guid, Subject> found, CancellationToken cancellationToken)
    {
        var ids = rows.Where(r => r.SubjectType == SubjectType.EngagementDocument).Select(r => r.SubjectId).Distinct().ToList();
        if (ids.Count == 0)
        {
            return;
        }

        foreach (var d in await db.EngagementDocuments.Where(d => ids.Contains(d.Id))
            .Select(d => new { d.Id, d.FileName, Reference = db.Engagements.Where(e => e.Id == d.EngagementId).Select(e => e.Reference).FirstOrDefault() })
            .ToListAsync(cancellationToken))
        {
            found[d.Id] = new Subject(d.Reference, d.FileName, null);
        }
    }

    private async Task<Dictionary<Guid, Subject>> SubjectsAsync(IReadOnlyList<NoticeRow> rows, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, Subject>();
        List<Guid> Of(SubjectType type) => [.. rows.Where(r => r.SubjectType == type).Select(r => r.SubjectId).Distinct()];

        var ids = Of(SubjectType.FollowUp);
        var followUps = await db.FollowUps.Where(f => ids.Contains(f.Id))
            .Select(f => new
            {
                f.Id, f.Purpose, f.Title, f.AboutType, f.AboutId, Request = db.Requests.Where(r => r.Id == f.RequestId).Select(r => r.Reference).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var named = await abouts.FindAsync(followUps.Select(f => FollowUpSubjects.Of(f.AboutType, f.AboutId)), cancellationToken);
        foreach (var f in followUps)
        {
            var about = f.AboutId is { } id ? named.GetValueOrDefault(id) : null;
            found[f.Id] = new Subject(about?.Reference ?? about?.Title, FollowUpTitle.Of(f.Purpose, f.Title, f.Request), null);
        }

        var requests = Of(SubjectType.Request);
        var partner = viewer.Required.IsPartner;
        foreach (var r in await db.Requests.Where(r => requests.Contains(r.Id))
            .Select(r => new
            {
                r.Id,
                r.Reference,
                // Of a task that was withdrawn no word is shown any more to whom it was given.
                Subject = partner && r.Direction == RequestDirection.Outbound && r.IncidentId == null && r.State == RequestState.Withdrawn ? null : r.Subject,
                Inbound = r.Direction == RequestDirection.Inbound,
                // Of what a partner asks of us each side reads the other's name.
                Organisation = db.Organisations.Where(o => o.Id == (r.Direction == RequestDirection.Inbound && !partner ? r.RequesterOrganisationId : r.RequestedOrganisationId))
                    .Select(o => o.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken))
        {
            found[r.Id] = new Subject(r.Reference, r.Subject, r.Organisation, r.Inbound);
        }

        var recalls = Of(SubjectType.Recall);
        foreach (var r in await db.Recalls.Where(r => recalls.Contains(r.Id))
            .Select(r => new
            {
                r.Id,
                r.ReleaseNumber,
                Organisation = db.Organisations.Where(o => o.Id == r.OrganisationId).Select(o => o.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken))
        {
            found[r.Id] = new Subject(r.ReleaseNumber, null, r.Organisation);
        }

        var participations = Of(SubjectType.Participation);
        foreach (var p in await db.Participations.Where(p => participations.Contains(p.Id)).Select(p => new { p.Id, p.SharedTitle }).ToListAsync(cancellationToken))
        {
            found[p.Id] = new Subject(null, p.SharedTitle, null);
        }

        var releases = Of(SubjectType.Release);
        foreach (var r in await db.Releases.Where(r => releases.Contains(r.Id)).Select(r => new { r.Id, r.Number }).ToListAsync(cancellationToken))
        {
            found[r.Id] = new Subject(null, r.Number, null);
        }

        var consents = Of(SubjectType.Consent);
        foreach (var c in await db.Consents.Where(c => consents.Contains(c.Id))
            .Select(c => new { c.Id, c.About, Organisation = db.Organisations.Where(o => o.Id == c.OriginatorId).Select(o => o.Name).FirstOrDefault() })
            .ToListAsync(cancellationToken))
        {
            found[c.Id] = new Subject(null, Shortened.To(c.About, ShortAbout), c.Organisation);
        }

        var evidence = Of(SubjectType.Evidence);
        foreach (var e in await db.EvidenceFiles.Where(e => evidence.Contains(e.Id)).Select(e => new { e.Id, e.FileName }).ToListAsync(cancellationToken))
        {
            found[e.Id] = new Subject(null, e.FileName, null);
        }

        var checks = Of(SubjectType.ContactCheck);
        foreach (var c in await db.ContactChecks.Where(c => checks.Contains(c.Id))
            .Select(c => new { c.Id, Organisation = db.Organisations.Where(o => o.Id == c.OrganisationId).Select(o => o.Name).FirstOrDefault() })
            .ToListAsync(cancellationToken))
        {
            found[c.Id] = new Subject(null, c.Organisation, null);
        }

        var cases = viewer.Required.IsNational ? Of(SubjectType.Incident) : [];
        foreach (var i in await db.Incidents.Where(i => cases.Contains(i.Id)).Select(i => new { i.Id, i.Title }).ToListAsync(cancellationToken))
        {
            found[i.Id] = new Subject(null, i.Title, null);
        }

        return found;
    }
}
