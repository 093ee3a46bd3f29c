using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Revisions;

/// <summary>A comment, changed.</summary>
public sealed record EditCommentInput
{
    /// <summary>At most 20,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// Whether those who read it outside read the new text from now on: a release of its own. False when left out: they keep what left.
    /// </summary>
    public bool? Release { get; init; }
}

/// <summary>Changes a comment: its author, or a manager for one of ours. Every version is kept.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The comment.</param>
/// <param name="Input">What it says now.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>.</param>
/// <param name="ReadText">The text that was read, by whom no version is told; null where there is one.</param>
[RequirePermission(Permission.WriteComments)]
public sealed record EditCommentCommand(string Reference, Guid Id, EditCommentInput Input, long? ExpectedVersion, string? ReadText = null) : ICommand<CommentKey>;

internal sealed class EditCommentValidator : AbstractValidator<EditCommentCommand>
{
    public EditCommentValidator() => RuleFor(c => c.Input.Text).RequiredText(Validation.TextLength);
}

internal sealed class EditCommentHandler(
    IAppDb db, IViewerAccessor viewer, ICaseParts parts, Releases releases, SharingSettings settings, RevisionKeeper revisions, TimeProvider time)
    : ICommandHandler<EditCommentCommand, CommentKey>
{
    public async Task<CommentKey> Handle(EditCommentCommand command, CancellationToken cancellationToken)
    {
        // Held, so that nobody releases, approves or recalls it while it is changed.
        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        var comment = await db.Comments.SingleOrDefaultAsync(c => c.IncidentId == incident.Id && c.Id == command.Id, cancellationToken)
            ?? throw new NotFoundException();
        EnsureMayEdit(comment);
        var readers = (await parts.ReadersAsync(SubjectType.Comment, comment.Id, cancellationToken)).Where(o => o != comment.AuthorOrganisationId).ToList();
        // What a partner writes is its own; that others read the new text is our act, not its.
        var approval = readers.Count > 0 && settings.NeedSecondApproval(comment.Tlp);
        var released = !viewer.Required.IsPartner ? command.Input.Release == true : readers.Count == 0;
        if (released && readers.Count > 0)
        {
            releases.EnsureMayRelease(comment.Tlp);
            if (approval)
            {
                throw new RuleBrokenException("needs-approval", "What is marked so leaves by an approval: release the new text as a comment of its own.");
            }
        }

        EnsureFresh(comment, command);
        EnsureOpen(incident);
        var text = command.Input.Text!.Trim();
        if (text != comment.Text || (released && comment.SharedText is not null))
        {
            await ChangeAsync(incident, comment, text, released ? readers : [], released || readers.Count == 0, cancellationToken);
        }

        return new CommentKey(incident.Reference, comment.Id);
    }

    private static void EnsureFresh(Comment comment, EditCommentCommand command)
    {
        comment.EnsureVersion(command.ExpectedVersion);
        if (command.ReadText is { } read && Lines(read) != Lines(comment.Text))
        {
            throw new StaleVersionException();
        }
    }

    // A form sends line ends of its own.
    private static string Lines(string text) => text.ReplaceLineEndings("\n");

    private void EnsureMayEdit(Comment comment)
    {
        var me = viewer.Required;
        var own = comment.AuthorId == me.UserId;
        if (!own && (comment.AuthorOrganisationId is not null || !me.Holds(Permission.ReleaseAboveAmber)))
        {
            throw new ForbiddenException("A comment is changed by its author; one of ours also by a manager.");
        }
    }

    private void EnsureOpen(Incident incident)
    {
        if (!viewer.Required.IsPartner)
        {
            incident.EnsureTakesMore();
        }
        else if (IncidentLifecycle.IsClosed(incident.Status))
        {
            throw new RuleBrokenException("case-closed", "The case takes nothing more.");
        }
    }

    private async Task ChangeAsync(
        Incident incident, Comment comment, string text, IReadOnlyList<Guid> receivers, bool shown, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (text != comment.Text)
        {
            await revisions.KeepAsync(
                new RevisedText(incident.Id, SubjectType.Comment, comment.Id, comment.Tlp, comment.OwnTlp),
                new FirstVersion(comment.Text, comment.AuthorId, comment.CreatedAt), text, cancellationToken);
        }

        comment.Edit(text, shown, now);
        foreach (var organisation in receivers)
        {
            await releases.RecordAsync(incident.Id, organisation, comment.Tlp, GrantReason.Release, [CommentLeaving.Of(comment)], cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
