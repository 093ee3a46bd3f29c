using System.Globalization;
using System.Security.Cryptography;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.FollowUps;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Mails;

/// <summary>The text of a mail.</summary>
/// <param name="FromName">Who writes.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">The same as HTML.</param>
/// <param name="Thread">What it has in common with other mails on the same thing to the same organisation; null for none.</param>
public sealed record MailText(string FromName, string Subject, string Text, string Html, string? Thread);

/// <summary>
/// Writes a mail when it is sent, with its reader as viewer. It travels in clear: titles and texts stand in it only for CLEAR and
/// GREEN, otherwise reference, marking, deadline and a link.
/// </summary>
/// <param name="db">The database as the reader sees it.</param>
/// <param name="subjects">Names what follow-ups are about.</param>
/// <param name="viewer">The reader.</param>
/// <param name="home">Our zone.</param>
/// <param name="site">Where the pages stand.</param>
/// <param name="time">The clock.</param>
public sealed class MailRenderer(IAppDb db, FollowUpSubjects subjects, IViewerAccessor viewer, HomeSettings home, SiteSettings site, TimeProvider time)
{
    private static readonly FixedQuery<int, string> OurName = new((db, _) => db.Organisations.Where(o => o.IsHome).Select(o => o.Name));

    /// <summary>Writes a mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="reader">Its reader; the viewer of this scope.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when there is nothing to say any more.</returns>
    public async Task<MailText?> RenderAsync(OutboxMail mail, MailAddressee reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(mail);
        ArgumentNullException.ThrowIfNull(reader);
        // Set here it holds for this call only.
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(reader.Language);
        var from = await db.Run(OurName, 0).SingleAsync(cancellationToken);
        if (mail.Kind is MailKind.PersonDigest or MailKind.OrganisationDigest)
        {
            return await new DigestText(db, subjects, home, site, time).RenderAsync(mail, reader, from, cancellationToken);
        }

        return await new MailSubjects(db, viewer, time).FindAsync(mail, cancellationToken) is { } subject ? Write(mail, reader, subject, from) : null;
    }

    /// <summary>The marking, what it is about, and a fixed phrase.</summary>
    internal static string SubjectOf(Tlp tlp, string? references, string phrase) =>
        $"[TLP:{TlpLabel.Of(tlp)}] {(references is null ? string.Empty : references + ": ")}{phrase}";

    private MailText Write(OutboxMail mail, MailAddressee reader, MailSubject subject, string from)
    {
        var references = subject.TheirReference is { } theirs ? $"{subject.Reference} / {OneLine(theirs)}" : subject.Reference;
        var body = new MailBody(subject.Tlp, reader.Language);
        body.Say(Words.Get($"Mails.Says.{mail.Notice}", from));
        body.Facts(
            (Words.Get("Mails.Reference"), subject.Reference),
            (Words.Get(reader.Viewer.IsPartner ? "Mails.YourReference" : "Mails.TheirReference"), subject.TheirReference is null ? null : OneLine(subject.TheirReference)),
            (Words.Get("Mails.Due"), subject.DueAt is { } due ? MailBody.Instants(due, reader.TimeZone, home.TimeZone) : null),
            (Words.Get("Mails.About"), subject.Title));
        if (subject.Body is { } said)
        {
            body.Say(said);
        }

        if (!MailSubjects.MayBeTold(subject.Tlp))
        {
            body.Say(Words.Get(reader.HasAccount ? "Mails.Withheld" : "Mails.WithheldNoAccount"));
        }

        body.Link(Words.Get("Mails.Open"), site.Page(subject.Page));
        body.Say(Words.Get(reader.HasAccount ? "Mails.Footer" : "Mails.FooterNoAccount", from));
        return new MailText(
            from, SubjectOf(subject.Tlp, references, Words.Get($"Mails.Event.{mail.Notice}")), body.Text(), body.Html(),
            ThreadOf(mail.SubjectId!.Value, reader.OrganisationId));
    }

    /// <summary>
    /// The same for all mails on a thing to an organisation; it tells neither, and differs for every other organisation.
    /// </summary>
    private static string ThreadOf(Guid subjectId, Guid organisationId) =>
        Convert.ToHexStringLower(SHA256.HashData([.. subjectId.ToByteArray(), .. organisationId.ToByteArray()]))[..32];

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
