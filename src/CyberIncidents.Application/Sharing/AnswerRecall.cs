using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Sharing;

/// <summary>The receiver of a recalled release says that it is destroyed, or on which ground it is kept.</summary>
/// <param name="ReleaseId">The release.</param>
/// <param name="Move">Destroyed or kept.</param>
/// <param name="Input">Of what is kept the ground, a word of <see cref="KeepGround"/>, and a note on it.</param>
[RequirePermission(Permission.AnswerRequests)]
public sealed record AnswerRecallCommand(Guid ReleaseId, RecallMove Move, ActionInput Input) : ICommand<RecallKey>;

internal sealed class AnswerRecallValidator : AbstractValidator<AnswerRecallCommand>
{
    public AnswerRecallValidator() => RuleFor(c => c.Input).SetValidator(new ActionInputValidator());
}

internal sealed class AnswerRecallHandler(IAppDb db, IRecalls recalls, IViewerAccessor viewer, RecallChase chase, TimeProvider time)
    : ICommandHandler<AnswerRecallCommand, RecallKey>
{
    public async Task<RecallKey> Handle(AnswerRecallCommand command, CancellationToken cancellationToken)
    {
        var me = viewer.Required;
        var recall = await db.Recalls.SingleOrDefaultAsync(
            r => r.ReleaseId == command.ReleaseId && r.OrganisationId == me.OrganisationId, cancellationToken) ?? throw new NotFoundException();
        recall.EnsureAllowed(command.Move);
        var now = time.GetUtcNow();
        if (command.Move == RecallMove.Keep)
        {
            recall.Keep(me.UserId, Needs.Word<KeepGround>(command.Input.Ground, "ground"), Needs.Text(command.Input.Said, "note"), now);
        }
        else
        {
            recall.ConfirmDestroyed(me.UserId, now);
        }

        await chase.EndAsync(recall, now, cancellationToken);
        chase.TellOurs(NoticeKind.RecallAnswered, recall, Guid.CreateVersion7(now), await recalls.OursAsync(recall, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        return new RecallKey(recall.Id);
    }
}
