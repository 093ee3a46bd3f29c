using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Incidents;

/// <summary>For whom a comment is: the word <c>National</c> or <c>Participants</c>, or named organisations.</summary>
/// <param name="Kind">The audience.</param>
/// <param name="Organisations">The organisations; only for <see cref="CommentAudience.Organisations"/>.</param>
public sealed record AudienceInput(CommentAudience Kind, IReadOnlyList<Guid>? Organisations);

/// <summary>A comment.</summary>
public sealed record WriteCommentInput
{
    /// <summary>At most 20,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>For whom; a liaison officer leaves it out, and it is for the national team and the own organisation.</summary>
    public AudienceInput? Audience { get; init; }

    /// <summary>The marking; the case's when left out, never laxer.</summary>
    public Tlp? Tlp { get; init; }

    /// <summary>PAP, handling codes and grading; null when nothing is said.</summary>
    public HandlingValue? Handling { get; init; }
}

/// <summary>The key of a comment in an answer.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The comment.</param>
/// <param name="Waits">Whether another manager has to approve before its partners read it.</param>
public sealed record CommentKey(string Reference, Guid Id, bool Waits = false);

/// <summary>Writes a comment on a case.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">The comment.</param>
[RequirePermission(Permission.WriteComments)]
public sealed record WriteCommentCommand(string Reference, WriteCommentInput Input) : ICommand<CommentKey>;

internal sealed class WriteCommentValidator : AbstractValidator<WriteCommentCommand>
{
    public WriteCommentValidator()
    {
        RuleFor(c => c.Input.Text).RequiredText(Validation.TextLength);
        RuleFor(c => c.Input.Tlp).IsInEnum();
        RuleFor(c => c.Input.Handling!).SetValidator(new HandlingValidator()).When(c => c.Input.Handling is not null);
        RuleFor(c => c.Input.Audience!.Organisations).NotEmpty()
            .When(c => c.Input.Audience is { Kind: CommentAudience.Organisations }).OverridePropertyName("audience");
    }
}

internal sealed class WriteCommentHandler(
    IAppDb db, ICaseParts parts, IAccessGrants grants, IViewerAccessor viewer, Releases releases, SharingSettings settings, TimeProvider time)
    : ICommandHandler<WriteCommentCommand, CommentKey>
{
    public async Task<CommentKey> Handle(WriteCommentCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        var tlp = command.Input.Tlp ?? incident.Tlp;
        var (comment, waits) = viewer.Required.IsPartner
            ? (await AsPartnerAsync(incident, command.Input, tlp, cancellationToken), false)
            : await AsNationalAsync(incident, command.Input, tlp, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new CommentKey(incident.Reference, comment.Id, waits);
    }

    private async Task<Comment> AsPartnerAsync(Incident incident, WriteCommentInput input, Tlp tlp, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var participation = await db.Participations
            .SingleOrDefaultAsync(p => p.IncidentId == incident.Id && p.OrganisationId == me.OrganisationId, cancellationToken)
            ?? throw new NotFoundException();
        if (IncidentLifecycle.IsClosed(incident.Status))
        {
            throw new RuleBrokenException("case-closed", "The case takes nothing more.");
        }

        participation.EnsureMaySpeak();
        incident.EnsureNotLaxer(tlp);
        if (input.Audience is not null)
        {
            throw new InvalidInputException("audience", Words.Get("Error.NotTakingPart"));
        }

        var now = time.GetUtcNow();
        // Its marking is its own: lowering the case later does not lower what is the partner's.
        var comment = new Comment(
            incident.Id, me.UserId, me.OrganisationId, input.Text!.Trim(), CommentAudience.Organisations, tlp, incident.Tlp, now);
        comment.Bind(input.Handling?.ToHandling());
        db.Comments.Add(comment);
        var item = (SubjectType.Comment, comment.Id);
        grants.Add(AccessGrant.ToOrganisation(item, incident.Id, me.OrganisationId, GrantReason.OwnItem, now));
        grants.Add(AccessGrant.ToPerson(item, incident.Id, me.UserId, GrantReason.OwnItem, now));
        participation.PartnerActed(now);
        return comment;
    }

    private async Task<(Comment Comment, bool Waits)> AsNationalAsync(
        Incident incident, WriteCommentInput input, Tlp tlp, CancellationToken cancellationToken)
    {
        var audience = input.Audience ?? new AudienceInput(CommentAudience.National, null);
        if (audience.Kind != CommentAudience.National)
        {
            releases.EnsureMayRelease(tlp);
            incident.EnsureTakesMore();
        }

        incident.EnsureNotLaxer(tlp);
        var receivers = await ReceiversAsync(incident, audience, cancellationToken);
        var me = viewer.Required.UserId;
        var now = time.GetUtcNow();
        var comment = new Comment(incident.Id, me, null, input.Text!.Trim(), audience.Kind, input.Tlp, incident.Tlp, now);
        comment.Bind(input.Handling?.ToHandling());
        db.Comments.Add(comment);
        grants.Add(AccessGrant.ToPerson((SubjectType.Comment, comment.Id), incident.Id, me, GrantReason.Creator, now));
        // It is written at once; where another manager has to approve, its receivers read it after that.
        var waits = receivers.Count > 0 && settings.NeedSecondApproval(tlp);
        foreach (var organisation in receivers)
        {
            await LeaveAsync(incident, organisation, comment, waits, cancellationToken);
        }

        return (comment, waits);
    }

    private async Task LeaveAsync(Incident incident, Guid organisation, Comment comment, bool waits, CancellationToken cancellationToken)
    {
        var tlp = comment.Tlp;
        if (waits)
        {
            await releases.AskAsync(new Package(incident.Id, organisation, tlp, [CommentLeaving.Of(comment)], null, null), cancellationToken);
        }
        else
        {
            await releases.LetGoAsync(incident, organisation, tlp, GrantReason.Release, [CommentLeaving.Of(comment)], cancellationToken);
        }
    }

    private async Task<IReadOnlyList<Guid>> ReceiversAsync(Incident incident, AudienceInput audience, CancellationToken cancellationToken)
    {
        if (audience.Kind == CommentAudience.National)
        {
            return [];
        }

        var sharing = await db.Participations
            .Where(p => p.IncidentId == incident.Id && p.OrganisationId != null).Where(ParticipationLifecycle.IsSharing)
            .Select(p => p.OrganisationId!.Value).ToListAsync(cancellationToken);
        if (audience.Kind == CommentAudience.Participants)
        {
            return sharing;
        }

        var wanted = audience.Organisations!.Distinct().ToList();
        return wanted.All(sharing.Contains)
            ? wanted
            : throw new InvalidInputException("audience", Words.Get("Error.NotTakingPart"));
    }
}

/// <summary>What of a comment leaves.</summary>
internal static class CommentLeaving
{
    public static Leaving Of(Comment comment) => new(
        SubjectType.Comment, comment.Id,
        new { Text = comment.SharedText ?? comment.Text, Tlp = TlpLabel.Of(comment.Tlp), Handling = comment.Handling?.ForPartner?.ToString() }, comment.Handling);
}
