using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Chasing;
using CyberIncidents.Domain.Common;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Chasing;

/// <summary>The key of a ladder in an answer.</summary>
/// <param name="Code">The ladder.</param>
public sealed record LadderKey(string Code);

/// <summary>Lists the ladders; how we chase is not for partners.</summary>
/// <param name="Retired">Those that left the list instead of those on it.</param>
[RequirePermission(Permission.ReadCases, Permission.KeepReference)]
public sealed record ListLaddersQuery(bool? Retired = null) : IQuery<Page<LadderDetail>>;

/// <summary>Reads a ladder.</summary>
/// <param name="Code">The ladder.</param>
[RequirePermission(Permission.ReadCases, Permission.KeepReference)]
public sealed record GetLadderQuery(string Code) : IQuery<LadderDetail>;

/// <summary>Adds a ladder.</summary>
/// <param name="Input">What it says.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record AddLadderCommand(LadderInput Input) : ICommand<LadderKey>;

/// <summary>Edits a ladder; steps that are planned stay planned.</summary>
/// <param name="Code">The ladder.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record EditLadderCommand(string Code, EditLadderInput Input, long? ExpectedVersion) : ICommand<LadderKey>;

internal sealed class AddLadderValidator : AbstractValidator<AddLadderCommand>
{
    public AddLadderValidator() => RuleFor(c => c.Input).SetValidator(new LadderForm());
}

internal sealed class EditLadderValidator : AbstractValidator<EditLadderCommand>
{
    public EditLadderValidator() => RuleFor(c => c.Input.Retired.Value).NotNull().When(c => c.Input.Retired.IsSet);
}

internal sealed class ListLaddersHandler(IAppDb db, IViewerAccessor viewer) : IQueryHandler<ListLaddersQuery, Page<LadderDetail>>
{
    public async Task<Page<LadderDetail>> Handle(ListLaddersQuery query, CancellationToken cancellationToken)
    {
        var retired = query.Retired == true;
        var ladders = await db.ChasingLadders.AsNoTracking().Where(l => l.RetiredAt != null == retired).ToListAsync(cancellationToken);
        var both = viewer.Required.Holds(Permission.KeepReference);
        return new Page<LadderDetail>(
            [.. ladders.OrderBy(l => l.Kinds.Count > 0).ThenBy(l => l.Urgencies.DefaultIfEmpty().Min()).ThenBy(l => l.Code, StringComparer.Ordinal).Select(l => LadderDetail.Of(l, both))],
            null);
    }
}

internal sealed class GetLadderHandler(IAppDb db, IViewerAccessor viewer) : IQueryHandler<GetLadderQuery, LadderDetail>
{
    public async Task<LadderDetail> Handle(GetLadderQuery query, CancellationToken cancellationToken) =>
        await db.ChasingLadders.AsNoTracking().SingleOrDefaultAsync(l => l.Code == query.Code, cancellationToken) is { } ladder
            ? LadderDetail.Of(ladder, viewer.Required.Holds(Permission.KeepReference))
            : throw new NotFoundException();
}

internal sealed class AddLadderHandler(IAppDb db, TimeProvider time) : ICommandHandler<AddLadderCommand, LadderKey>
{
    public async Task<LadderKey> Handle(AddLadderCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        if (await db.ChasingLadders.AnyAsync(l => l.Code == input.Code, cancellationToken))
        {
            throw new InvalidInputException("code", Words.Get("Rules.Error.CodeTaken"));
        }

        var ladder = new ChasingLadder(input.Code!, input.ToCard(), addedHere: true, time.GetUtcNow());
        await OneLadder.EnsureAsync(db, ladder, cancellationToken);
        db.ChasingLadders.Add(ladder);
        await db.SaveChangesAsync(cancellationToken);
        return new LadderKey(ladder.Code);
    }
}

internal sealed class EditLadderHandler(IAppDb db, IValidator<LadderInput> form, TimeProvider time) : ICommandHandler<EditLadderCommand, LadderKey>
{
    public async Task<LadderKey> Handle(EditLadderCommand command, CancellationToken cancellationToken)
    {
        var ladder = await db.ChasingLadders.SingleOrDefaultAsync(l => l.Code == command.Code, cancellationToken) ?? throw new NotFoundException();
        ladder.EnsureVersion(command.ExpectedVersion);
        ladder.Edit(Merged.EnsureValid(form, command.Input.On(LadderInput.Of(ladder))).ToCard());
        if (command.Input.Retired is { IsSet: true, Value: { } retired } && retired != ladder.RetiredAt is not null)
        {
            ladder.Retire(retired, time.GetUtcNow());
        }

        await OneLadder.EnsureAsync(db, ladder, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new LadderKey(ladder.Code);
    }
}

/// <summary>Of two ladders for the same kind and urgency nobody could say which holds.</summary>
internal static class OneLadder
{
    public static async Task EnsureAsync(IAppDb db, ChasingLadder ladder, CancellationToken cancellationToken)
    {
        if (ladder.RetiredAt is not null)
        {
            return;
        }

        var others = await db.ChasingLadders.AsNoTracking().Where(l => l.RetiredAt == null && l.Code != ladder.Code).ToListAsync(cancellationToken);
        if (others.Find(o => Overlap(o, ladder)) is { } other)
        {
            throw new InvalidInputException("urgencies", Words.Get("Rules.Error.TwoLadders", Words.Pick(other.NameEn, other.NameId)));
        }
    }

    /// <summary>One for its kind goes before one for any, so those two do not stand in each other's way.</summary>
    private static bool Overlap(ChasingLadder one, ChasingLadder other) =>
        one.Urgencies.Intersect(other.Urgencies).Any()
        && (one.Kinds.Count == 0 ? other.Kinds.Count == 0 : one.Kinds.Intersect(other.Kinds).Any());
}
