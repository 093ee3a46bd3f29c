using CyberIncidents.Domain.Common;

namespace CyberIncidents.Domain.Agreements;

/// <summary>How far a measure is.</summary>
public enum MeasureState
{
    /// <summary>It is planned.</summary>
    Planned,

    /// <summary>It is under way.</summary>
    Underway,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It was given up.</summary>
    Dropped,
}

/// <summary>What is kept of a measure.</summary>
/// <param name="Title">What is done; at most 200 characters.</param>
/// <param name="Note">What else there is to say; null for nothing.</param>
/// <param name="OwnerId">Who answers for it.</param>
/// <param name="State">How far it is.</param>
/// <param name="NextReviewOn">The day of its next review, in the zone of the house; null for none.</param>
public sealed record MeasureCard(string Title, string? Note, Guid OwnerId, MeasureState State, DateOnly? NextReviewOn);

/// <summary>What our state does to live up to a norm.</summary>
public sealed class ImplementationMeasure : AggregateRoot
{
    private ImplementationMeasure() => Title = string.Empty;

    /// <summary>Adds a measure.</summary>
    /// <param name="provisionId">The norm.</param>
    /// <param name="card">What is done.</param>
    /// <param name="now">The instant.</param>
    public ImplementationMeasure(Guid provisionId, MeasureCard card, DateTimeOffset now)
        : base(now)
    {
        ProvisionId = provisionId;
        Title = string.Empty;
        Apply(card);
        Record("add");
    }

    /// <summary>The norm.</summary>
    public Guid ProvisionId { get; private set; }

    /// <inheritdoc cref="MeasureCard.Title"/>
    public string Title { get; private set; }

    /// <inheritdoc cref="MeasureCard.Note"/>
    public string? Note { get; private set; }

    /// <inheritdoc cref="MeasureCard.OwnerId"/>
    public Guid OwnerId { get; private set; }

    /// <inheritdoc cref="MeasureCard.State"/>
    public MeasureState State { get; private set; }

    /// <inheritdoc cref="MeasureCard.NextReviewOn"/>
    public DateOnly? NextReviewOn { get; private set; }

    /// <summary>The follow-up that reminds the owner of the review; the last, where there were several.</summary>
    public Guid? FollowUpId { get; private set; }

    /// <summary>Whether there is nothing left to review.</summary>
    public bool IsOver => State is MeasureState.Done or MeasureState.Dropped;

    /// <summary>The day of which the owner is reminded; null where there is none, or nothing is left to review.</summary>
    public DateOnly? RemindedOn => IsOver ? null : NextReviewOn;

    /// <summary>A follow-up reminds its owner from now on.</summary>
    /// <param name="followUpId">The follow-up; null for none yet.</param>
    public void Chase(Guid? followUpId) => FollowUpId = followUpId;

    /// <summary>Changes it.</summary>
    /// <param name="card">What is done now.</param>
    public void Edit(MeasureCard card)
    {
        Apply(card);
        Record("edit");
    }

    private void Apply(MeasureCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        (Title, Note, OwnerId, State, NextReviewOn) = (card.Title, card.Note, card.OwnerId, card.State, card.NextReviewOn);
    }
}
