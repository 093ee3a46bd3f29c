using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Chasing;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>In what people say when a step comes.</summary>
internal enum StepUnit
{
    /// <summary>Percent of the request's time.</summary>
    Share,

    /// <summary>Minutes after the due instant.</summary>
    Minutes,

    /// <summary>Hours after the due instant.</summary>
    Hours,

    /// <summary>Days after the due instant.</summary>
    Days,
}

/// <summary>A row of the table of steps: an amount and its unit, to whom it turns and by what.</summary>
internal sealed class LadderRow
{
    public string? Amount { get; set; }

    public StepUnit? Unit { get; set; }

    public ChaseWhom? Whom { get; set; }

    public ChaseMeans? By { get; set; }

    /// <summary>The offset as it is stored: a row that nobody touched keeps it to the letter.</summary>
    public string? Iso { get; set; }

    /// <summary>A unit alone is no step: the rows that add steps have one already.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Amount) && Whom is null && By is null;

    /// <summary>The row of a step as it stands.</summary>
    public static LadderRow Of(LadderStep step)
    {
        var (amount, unit) = step.Share is { } share ? (share, StepUnit.Share) : Split(step.Offset);
        return new LadderRow { Amount = TypedFields.Text(amount), Unit = unit, Whom = step.Whom, By = step.By, Iso = step.Offset };
    }

    /// <summary>When the step comes, in words, as it was typed.</summary>
    public string Says() => string.IsNullOrWhiteSpace(Amount) ? "–" : $"{Amount} {(Unit is { } unit ? Words.Get($"Rules.StepUnit.{unit}") : string.Empty)}";

    /// <summary>What was typed, as the API takes it; what cannot be read is an error of its field.</summary>
    public LadderStepInput Read(ModelStateDictionary state, string field)
    {
        var amount = state.Number(Amount, $"{field}.Share");
        if (amount is not null && Unit is null)
        {
            state.AddModelError($"{field}.Share", Words.Get("Rules.Error.StepUnit"));
        }

        return Unit == StepUnit.Share || amount is null
            ? new LadderStepInput(amount, null, Whom, By)
            : new LadderStepInput(null, OffsetOf(amount.Value), Whom, By);
    }

    private static (int Amount, StepUnit Unit) Split(string? offset)
    {
        var length = LadderOffset.Parse(offset) ?? TimeSpan.Zero;
        return length.Ticks % TimeSpan.TicksPerDay == 0 ? ((int)length.TotalDays, StepUnit.Days)
            : length.Ticks % TimeSpan.TicksPerHour == 0 ? ((int)length.TotalHours, StepUnit.Hours)
            : ((int)Math.Ceiling(length.TotalMinutes), StepUnit.Minutes);
    }

    private string OffsetOf(int amount)
    {
        if (Iso is { Length: > 0 } stored && Split(stored) == (amount, Unit))
        {
            return stored;
        }

        var number = TypedFields.Text(amount);
        return Unit switch
        {
            StepUnit.Minutes => $"PT{number}M",
            StepUnit.Hours => $"PT{number}H",
            _ => $"P{number}D",
        };
    }
}
