using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Application.Mails;

/// <summary>Writes the daily mails, when they are sent.</summary>
internal sealed class DigestText(IAppDb db, FollowUpSubjects subjects, HomeSettings home, SiteSettings site, TimeProvider time)
{
    private sealed record Line(Tlp Tlp, string Text, string Page);

    public async Task<MailText?> RenderAsync(OutboxMail mail, MailAddressee reader, string from, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var person = mail.Kind == MailKind.PersonDigest;
        var parts = person
            ? await OfPersonAsync(mail.RecipientKey, reader, now, cancellationToken)
            : await OfOrganisationAsync(mail.RecipientKey, reader, now, cancellationToken);
        var lines = parts.SelectMany(p => p.Lines).ToList();
        if (lines.Count == 0)
        {
            return null;
        }

        var tlp = lines.Select(l => l.Tlp).Aggregate(ReleasePolicy.Strictest);
        var body = new MailBody(tlp, reader.Language);
        body.Say(Words.Get(person ? "Mails.Digest.SaysPerson" : "Mails.Digest.SaysOrganisation", from));
        foreach (var (heading, items) in parts.Where(p => p.Lines.Count > 0))
        {
            body.Head(heading);
            body.List(items.Select(l => (l.Text, site.Page(l.Page))));
        }

        body.Link(Words.Get("Mails.Open"), site.Page(person ? "desk" : "action"));
        body.Say(Words.Get(person ? "Mails.Digest.FooterPerson" : "Mails.Footer", from));
        var phrase = Words.Get("Mails.Digest.Event", MailBody.Day(mail.CreatedAt, reader.TimeZone));
        return new MailText(from, MailRenderer.SubjectOf(tlp, null, phrase), body.Text(), body.Html(), null);
    }

    private async Task<List<(string Heading, List<Line> Lines)>> OfPersonAsync(
        Guid personId, MailAddressee reader, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var followUps = await db.FollowUpsOfAsync(personId, now, cancellationToken);
        var abouts = await subjects.FindAsync(followUps.Select(f => FollowUpSubjects.Of(f.AboutType, f.AboutId)), cancellationToken);
        var clocks = await db.ClocksOfAsync(personId, now, cancellationToken);
        var requests = await db.StuckInCasesOfAsync(personId, now, cancellationToken);
        var asked = await db.AskedOfAsync(personId, now, cancellationToken);
        return
        [
            (Words.Get("Mails.Digest.FollowUps"),
            [
                .. followUps.Where(f => f.Reference is not null).Select(f => new Line(
                    f.Tlp, Text(f.Tlp, f.Reference!, f.Title, Instant(f.DueAt < now, f.DueAt, reader)), $"incidents/{f.Reference}/follow-ups")),
                .. followUps.Where(f => f.AboutId is { } about && abouts.ContainsKey(about)).Select(f => new Line(
                    f.Tlp, Text(f.Tlp, abouts[f.AboutId!.Value].Reference ?? Words.Get("Calendar.FollowUp"), f.Title, Instant(f.DueAt < now, f.DueAt, reader)),
                    $"follow-ups?open={f.Id}")),
            ]),
            (Words.Get("Mails.Digest.Clocks"),
            [
                .. clocks.Select(c => new Line(
                    c.Tlp, Text(c.Tlp, c.Reference, c.Title, Instant(c.DueAt < now, c.DueAt, reader)), $"incidents/{c.Reference}/clocks")),
            ]),
            (Words.Get("Mails.Digest.Asked"), [.. asked.Select(r => LineOf(r, reader, now))]),
            (Words.Get("Mails.Digest.Stuck"), [.. requests.Select(r => LineOf(r, reader, now))]),
        ];
    }

    private async Task<List<(string Heading, List<Line> Lines)>> OfOrganisationAsync(
        Guid organisationId, MailAddressee reader, DateTimeOffset now, CancellationToken cancellationToken) =>
        [(Words.Get("Mails.Digest.Waiting"), [.. (await db.WaitingForAsync(organisationId, cancellationToken)).Select(r => LineOf(r, reader, now))])];

    private Line LineOf(DigestRequest r, MailAddressee reader, DateTimeOffset now)
    {
        var standing = r.Facts.DueAt is { } due ? Instant(r.Facts.IsOverdue(now), due, reader) : Words.Get("Mails.Digest.NoDue");
        if (!reader.Viewer.IsPartner && !r.Inbound && r.Facts.IsSilent(now))
        {
            standing += ", " + Words.Get("Mails.Digest.Silent");
        }

        var reference = r.TheirReference is null ? r.Reference : $"{r.Reference} / {r.TheirReference}";
        return new Line(r.Tlp, Text(r.Tlp, reference, r.Subject, standing), $"requests/{r.Reference}");
    }

    private string Instant(bool past, DateTimeOffset at, MailAddressee reader) =>
        Words.Get(past ? "Mails.Digest.Overdue" : "Mails.Digest.Due", MailBody.Instants(at, reader.TimeZone, home.TimeZone));

    /// <summary>Each line carries its own marking, and its title only where that may leave in clear.</summary>
    private static string Text(Tlp tlp, string reference, string title, string standing)
    {
        var line = MailSubjects.MayBeTold(tlp) ? $"[TLP:{TlpLabel.Of(tlp)}] {reference}: {title} – {standing}" : $"[TLP:{TlpLabel.Of(tlp)}] {reference} – {standing}";
        return string.Concat(line.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
