using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Domain.Requests;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>How what a partner asks of us is taken up.</summary>
public sealed record TriageRequestInput
{
    /// <summary>Who of ours answers for it; the caller when left out.</summary>
    public Guid? Owner { get; init; }

    /// <summary>How pressing we find it; as the partner says when left out. The partner does not see it.</summary>
    public Urgency? Urgency { get; init; }

    /// <summary>Our own reference, which the partner sees; at most 100 characters.</summary>
    public string? OurReference { get; init; }
}

/// <summary>Takes what a partner asks of us, or gives it to somebody of ours; once.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Input">Who, and how pressing.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record TriageRequestCommand(string Reference, TriageRequestInput Input, long? ExpectedVersion) : ICommand<RequestKey>;

/// <summary>To whom something is handed.</summary>
public sealed record HandOverInput
{
    /// <summary>Who of ours answers for it from now on.</summary>
    public Guid? Owner { get; init; }
}

/// <summary>Hands what a partner asks of us to another of ours.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Input">To whom.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record HandOverRequestCommand(string Reference, HandOverInput Input, long? ExpectedVersion) : ICommand<RequestKey>;

internal sealed class TriageRequestValidator : AbstractValidator<TriageRequestCommand>
{
    public TriageRequestValidator()
    {
        RuleFor(c => c.Input.Urgency).IsInEnum();
        RuleFor(c => c.Input.OurReference).OptionalText(Validation.ReferenceLength);
    }
}

internal sealed class HandOverRequestValidator : AbstractValidator<HandOverRequestCommand>
{
    public HandOverRequestValidator() => RuleFor(c => c.Input.Owner).NotNull();
}

internal sealed class TriageInboundHandler(
    IAppDb db, IViewerAccessor viewer, InboundGrants grants, InboundTelling telling, RequestClocks clocks, TimeProvider time)
    : ICommandHandler<TriageRequestCommand, RequestKey>, ICommandHandler<HandOverRequestCommand, RequestKey>
{
    public async Task<RequestKey> Handle(TriageRequestCommand command, CancellationToken cancellationToken)
    {
        var request = await InboundAsync(command.Reference, command.ExpectedVersion, cancellationToken);
        request.EnsureTriage();
        var me = viewer.Required.UserId;
        var owner = command.Input.Owner ?? me;
        await db.NationalAsync(owner, "owner", cancellationToken);
        request.Triage(owner, command.Input.Urgency, ActionInput.FirstText(command.Input.OurReference), me, time.GetUtcNow());
        return await GivenAsync(request, owner, cancellationToken);
    }

    public async Task<RequestKey> Handle(HandOverRequestCommand command, CancellationToken cancellationToken)
    {
        var request = await InboundAsync(command.Reference, command.ExpectedVersion, cancellationToken);
        request.EnsureHandOver();
        var owner = command.Input.Owner!.Value;
        await db.NationalAsync(owner, "owner", cancellationToken);
        request.HandOver(owner);
        return await GivenAsync(request, owner, cancellationToken);
    }

    private async Task<Request> InboundAsync(string reference, long? version, CancellationToken cancellationToken)
    {
        var request = await db.RequestAsync(reference, cancellationToken);
        if (!request.IsInbound)
        {
            throw new ForbiddenException("This request asks another organisation.");
        }

        request.EnsureVersion(version);
        return request;
    }

    private async Task<RequestKey> GivenAsync(Request request, Guid owner, CancellationToken cancellationToken)
    {
        await grants.NameAsync(request, owner, cancellationToken);
        foreach (var task in await db.Requests.Where(RequestStanding.Running).Where(r => r.AnswersRequestId == request.Id).ToListAsync(cancellationToken))
        {
            task.FollowOwner(owner);
        }

        if (owner != viewer.Required.UserId)
        {
            telling.Assigned(request, owner, Guid.CreateVersion7(time.GetUtcNow()));
        }

        // How pressing we find it decides by which ladder we are reminded.
        await clocks.FollowAsync(request, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new RequestKey(request.Reference);
    }
}
