using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Application.Mails;
using CyberIncidents.Application.Notices;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Notices;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>What an authority at home is to do for our answer to a partner.</summary>
public sealed record AssignStakeholderInput
{
    /// <summary>The authority; of our country, and not ours.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>What it is to do; it reads this. At most 20,000 characters, with what the partner asks where that goes along.</summary>
    public string? Task { get; init; }

    /// <summary>
    /// Until when; in the future. When left out, a day before our own answer to the partner is due, or halfway to it where that is nearer;
    /// where nothing is due of us any more, our own default for tasks of that urgency.
    /// </summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Keeps the partner's own words back; the authority then reads the task alone.</summary>
    public bool? WithoutWords { get; init; }
}

/// <summary>Gives an authority at home a task that serves our answer to what a partner asks. The partner learns nothing of it.</summary>
/// <param name="Reference">The partner's request.</param>
/// <param name="Input">Whom, and what.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.MakeRequests)]
public sealed record AssignStakeholderCommand(string Reference, AssignStakeholderInput Input, long? ExpectedVersion) : ICommand<RequestKey>;

internal sealed class AssignStakeholderValidator : AbstractValidator<AssignStakeholderCommand>
{
    public AssignStakeholderValidator()
    {
        RuleFor(c => c.Input.OrganisationId).NotNull();
        RuleFor(c => c.Input.Task).RequiredText(Validation.TextLength);
    }
}

internal sealed class AssignStakeholderHandler(
    IAppDb db, IViewerAccessor viewer, RequestNumbers numbers, StakeholderTasks tasks, IOriginatorConsents consents, HomeSettings home, TimeProvider time)
    : ICommandHandler<AssignStakeholderCommand, RequestKey>
{
    public async Task<RequestKey> Handle(AssignStakeholderCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var asked = await db.RequestAsync(command.Reference, cancellationToken);
        if (!asked.IsInbound)
        {
            throw new ForbiddenException("This request asks another organisation.");
        }

        asked.EnsureVersion(command.ExpectedVersion);
        asked.NoteAssigned();
        // AMBER+STRICT stays in the organisation that got it, RED with the persons who were named (FIRST TLP 2.0).
        if (asked.Tlp > Tlp.Amber)
        {
            throw new RuleBrokenException("marked-too-strict", $"What is TLP:{TlpLabel.Of(asked.Tlp)} may not be passed on; ask the partner for a laxer marking.");
        }

        var now = time.GetUtcNow();
        _ = input.DueAt is null ? now : Needs.Future(input.DueAt, "dueAt", now);
        var organisation = await db.StakeholdersOf(home.Country).SingleOrDefaultAsync(o => o.Id == input.OrganisationId, cancellationToken)
            ?? throw new InvalidInputException("organisationId", Words.Get("AtHome.Error.NotAtHome"));
        await db.RuleForAsync(RequestKind.Task, organisation.Id, home, cancellationToken);
        await EnsureNotAssignedAsync(asked, organisation.Id, cancellationToken);
        await EnsureWordsMayGoAsync(input, asked, organisation.Id, cancellationToken);
        var me = viewer.Required.UserId;
        var text = new RequestText(
            RequestKind.Task, null, SubjectOf(input, asked), BodyOf(input, asked), asked.Pressing,
            input.DueAt ?? Request.TaskDueBefore(asked.DueAt, now), asked.Tlp, null, asked.Handling);
        var task = new Request(
            await numbers.NextAsync(organisation.Country, organisation.Id, now, cancellationToken),
            new RequestParties(RequestDirection.Outbound, null, null, asked.RequestedOrganisationId, organisation.Id),
            text, needsApproval: false, me, asked.OwnerId ?? me, now);
        task.Serve(asked.Id);
        await tasks.SendAsync(task, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(asked.Reference);
    }

    /// <summary>The partner's own words are kept back whole: then the first line of the task names it.</summary>
    private static string SubjectOf(AssignStakeholderInput input, Request asked)
    {
        var line = input.WithoutWords == true ? input.Task!.Trim().Split('\n')[0].Trim() : asked.Subject;
        return line[..Math.Min(line.Length, Validation.TitleLength)];
    }

    /// <summary>The partner's words stand below a line and without a word of ours around them: whoever reads them may read another language.</summary>
    private static string BodyOf(AssignStakeholderInput input, Request asked)
    {
        var task = input.Task!.Trim();
        var body = input.WithoutWords == true ? task : $"{task}\n\n———\n\n{asked.Body}";
        return body.Length <= Validation.TextLength ? body : throw new InvalidInputException("task", Words.Get("AtHome.Error.TooLongTogether"));
    }

    /// <summary>
    /// The partner may have said that nobody gets its words without its permission (H2), or otherwise only as it told us (H3): then they go by
    /// its consent alone. Without such a code, what is AMBER may go to an authority at home, which helps us to answer.
    /// </summary>
    private async Task EnsureWordsMayGoAsync(AssignStakeholderInput input, Request asked, Guid organisationId, CancellationToken cancellationToken)
    {
        if (input.WithoutWords != true && asked.Handling?.Codes.Any(c => c is HandlingCode.H2 or HandlingCode.H3) == true
            && !await consents.GrantedAsync(SubjectType.Request, asked.Id, organisationId, cancellationToken))
        {
            throw new RuleBrokenException("words-need-consent", "Its handling code keeps the partner's words with us; assign the task without them (withoutWords).");
        }
    }

    private async Task EnsureNotAssignedAsync(Request asked, Guid organisationId, CancellationToken cancellationToken)
    {
        if (await db.Requests.Where(RequestStanding.Running).AnyAsync(
            r => r.AnswersRequestId == asked.Id && r.RequestedOrganisationId == organisationId, cancellationToken))
        {
            throw new RuleBrokenException("already-assigned", "That organisation has a task for it already.");
        }
    }
}

/// <summary>Tasks that belong to no case: what leaves is recorded, and the organisation sees it by a grant on the task alone.</summary>
internal sealed class StakeholderTasks(
    IAppDb db, IAccessGrants grants, IViewerAccessor viewer, Releases releases, RequestClocks clocks, NoticeWriter notices, TimeProvider time)
{
    public async Task SendAsync(Request task, CancellationToken cancellationToken)
    {
        var (now, me, item) = (time.GetUtcNow(), viewer.Required.UserId, (SubjectType.Request, task.Id));
        db.Requests.Add(task);
        grants.Add(AccessGrant.ToPerson(item, me, GrantReason.Creator, now));
        task.Dispatch(RequestMove.Send, me, now);
        if (!notices.GoesByMail)
        {
            task.Deliver(now);
        }

        await clocks.SentAsync(task, cancellationToken);
        grants.Add(AccessGrant.ToOrganisation(item, task.RequestedOrganisationId, GrantReason.Send, now));
        await releases.RecordAsync(null, task.RequestedOrganisationId, task.Tlp, GrantReason.Send, [RequestLeaving.Of(task)], cancellationToken);
        var word = new PartnerMail(
            NoticeKind.RequestReceived, task.Entries[^1].Id, item, null, task.RequestedOrganisationId, task.Tlp, task.OwnTlp);
        await notices.TellPartnerAsync(word, await notices.LiaisonsOfAsync(task.RequestedOrganisationId, cancellationToken), cancellationToken);
    }
}
