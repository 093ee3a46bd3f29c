using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.FollowUps;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Agreements;

/// <summary>A measure that is to be added, and what a patch makes of one.</summary>
public sealed record MeasureInput
{
    /// <summary>What is done; at most 200 characters.</summary>
    public string? Title { get; init; }

    /// <summary>What else there is to say; at most 4,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>Who of ours answers for it; the caller when left out.</summary>
    public Guid? Owner { get; init; }

    /// <summary>How far it is; <c>Planned</c> when left out.</summary>
    public MeasureState? State { get; init; }

    /// <summary>The day of its next review, in the zone of the house.</summary>
    public DateOnly? NextReviewOn { get; init; }

    internal MeasureCard ToCard(Guid owner) =>
        new(Title!.Trim(), ActionInput.FirstText(Note), owner, State ?? MeasureState.Planned, NextReviewOn);
}

/// <summary>A JSON Merge Patch of a measure.</summary>
public sealed record EditMeasureInput
{
    /// <inheritdoc cref="MeasureInput.Title"/>
    public Optional<string> Title { get; init; }

    /// <inheritdoc cref="MeasureInput.Note"/>
    public Optional<string> Note { get; init; }

    /// <inheritdoc cref="MeasureInput.Owner"/>
    public Optional<Guid?> Owner { get; init; }

    /// <inheritdoc cref="MeasureInput.State"/>
    public Optional<MeasureState?> State { get; init; }

    /// <inheritdoc cref="MeasureInput.NextReviewOn"/>
    public Optional<DateOnly?> NextReviewOn { get; init; }
}

/// <summary>Lists the measures that carry out a norm.</summary>
/// <param name="Agreement">The agreement, by its code.</param>
/// <param name="Article">Its letter or number.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListMeasuresQuery(string Agreement, string Article, PageRequest Page) : IQuery<Page<MeasureDetail>>;

/// <summary>Reads a measure.</summary>
/// <param name="Id">The measure.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetMeasureQuery(Guid Id) : IQuery<MeasureDetail>;

/// <summary>Adds a measure that carries out a norm.</summary>
/// <param name="Agreement">The agreement, by its code.</param>
/// <param name="Article">Its letter or number.</param>
/// <param name="Input">The measure.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record AddMeasureCommand(string Agreement, string Article, MeasureInput Input) : ICommand<Guid>;

/// <summary>Edits a measure.</summary>
/// <param name="Id">The measure.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record EditMeasureCommand(Guid Id, EditMeasureInput Input, long? ExpectedVersion) : ICommand<Guid>;

internal sealed class MeasureForm : AbstractValidator<MeasureInput>
{
    public MeasureForm()
    {
        RuleFor(m => m.Title).RequiredText(Validation.TitleLength);
        RuleFor(m => m.Note).OptionalText(AgreementForm.LongText);
        RuleFor(m => m.State).IsInEnum();
    }
}

internal sealed class AddMeasureValidator : AbstractValidator<AddMeasureCommand>
{
    public AddMeasureValidator() => RuleFor(c => c.Input).SetValidator(new MeasureForm());
}

internal sealed class EditMeasureValidator : AbstractValidator<EditMeasureCommand>
{
    public EditMeasureValidator()
    {
        RuleFor(c => c.Input.Owner.Value).NotNull().When(c => c.Input.Owner.IsSet);
        RuleFor(c => c.Input.State.Value).NotNull().When(c => c.Input.State.IsSet);
    }
}

internal sealed class ListMeasuresHandler(IAppDb db, HomeSettings home, TimeProvider time)
    : IQueryHandler<ListMeasuresQuery, Page<MeasureDetail>>, IQueryHandler<GetMeasureQuery, MeasureDetail>
{
    private static readonly Dictionary<string, Expression<Func<ImplementationMeasure, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = m => m.CreatedAt,
    };

    public async Task<Page<MeasureDetail>> Handle(ListMeasuresQuery query, CancellationToken cancellationToken)
    {
        var id = await db.NormIdAsync(query.Agreement, query.Article, cancellationToken);
        var (rows, next, count) = await Keyset.ReadAsync(
            db.ImplementationMeasures.Where(m => m.ProvisionId == id), query.Page, Sorts, "-createdAt", Project(), (row, _) => (row.CreatedAt, row.Id), cancellationToken);
        return new Page<MeasureDetail>(rows, next, count);
    }

    public async Task<MeasureDetail> Handle(GetMeasureQuery query, CancellationToken cancellationToken) =>
        await db.ImplementationMeasures.Where(m => m.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException();

    private Expression<Func<ImplementationMeasure, MeasureDetail>> Project()
    {
        var today = Zones.DateOf(time.GetUtcNow(), home.TimeZone);
        return m => new MeasureDetail(
            m.Id, m.Title, m.Note, db.People.Where(p => p.Id == m.OwnerId).Select(p => new PersonName(p.Id, p.DisplayName)).First(), m.State, m.NextReviewOn,
            m.NextReviewOn <= today && (m.State == MeasureState.Planned || m.State == MeasureState.Underway), m.Version) { CreatedAt = m.CreatedAt };
    }
}

internal sealed class AddMeasureHandler(IAppDb db, IViewerAccessor viewer, RegisterChase chase, TimeProvider time) : ICommandHandler<AddMeasureCommand, Guid>
{
    public async Task<Guid> Handle(AddMeasureCommand command, CancellationToken cancellationToken)
    {
        var norm = await db.NormIdAsync(command.Agreement, command.Article, cancellationToken);
        var owner = await db.NationalAsync(command.Input.Owner ?? viewer.Required.UserId, "owner", cancellationToken);
        var measure = new ImplementationMeasure(norm, command.Input.ToCard(owner.Id), time.GetUtcNow());
        db.ImplementationMeasures.Add(measure);
        await chase.KeepAsync(measure, stands: true, (null, null), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return measure.Id;
    }
}

internal sealed class EditMeasureHandler(IAppDb db, IValidator<MeasureInput> form, RegisterChase chase) : ICommandHandler<EditMeasureCommand, Guid>
{
    public async Task<Guid> Handle(EditMeasureCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var measure = await db.ImplementationMeasures.SingleOrDefaultAsync(m => m.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        measure.EnsureVersion(command.ExpectedVersion);
        var merged = Merged.EnsureValid(form, new MeasureInput
        {
            Title = input.Title.Or(measure.Title),
            Note = input.Note.Or(measure.Note),
            Owner = input.Owner.Or(measure.OwnerId),
            State = input.State.Or(measure.State),
            NextReviewOn = input.NextReviewOn.Or(measure.NextReviewOn),
        });
        if (merged.Owner != measure.OwnerId)
        {
            await db.NationalAsync(merged.Owner!.Value, "owner", cancellationToken);
        }

        var stands = await db.Provisions.AnyAsync(
            p => p.Id == measure.ProvisionId && p.RemovedAt == null && db.Agreements.Any(a => a.Id == p.AgreementId && a.RetiredAt == null), cancellationToken);
        var before = (measure.RemindedOn, measure.OwnerId);
        measure.Edit(merged.ToCard(merged.Owner!.Value));
        await chase.KeepAsync(measure, stands, before, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return measure.Id;
    }
}

internal static class MeasureChase
{
    /// <summary>The follow-up about its review goes with its owner, its day and its state, and with its norm's place on the register.</summary>
    public static async Task KeepAsync(
        this RegisterChase chase, ImplementationMeasure measure, bool stands, (DateOnly? On, Guid? OwnerId) before, CancellationToken cancellationToken)
    {
        var reminded = new Reminded(
            new FollowUpSubject(FollowUpAbout.Measure, measure.Id), FollowUpPurpose.ReviewMeasure, stands ? measure.RemindedOn : null, measure.OwnerId, measure.FollowUpId);
        measure.Chase(await chase.KeepAsync(reminded, before, cancellationToken));
    }
}
