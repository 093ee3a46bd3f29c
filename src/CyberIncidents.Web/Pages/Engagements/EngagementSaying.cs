using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Engagements;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Engagements;

/// <summary>Engagements and commitments in words and colours.</summary>
internal static class EngagementSaying
{
    /// <summary>One day, or from one to another.</summary>
    public static string Days(DateOnly from, DateOnly to)
    {
        string Day(DateOnly day, string pattern) => day.ToString(pattern, CultureInfo.CurrentCulture);
        return from == to ? Day(to, "d MMM yyyy")
            : from.Year != to.Year ? $"{Day(from, "d MMM yyyy")} – {Day(to, "d MMM yyyy")}"
            : from.Month != to.Month ? $"{Day(from, "d MMM")} – {Day(to, "d MMM yyyy")}"
            : $"{from.Day.ToString(CultureInfo.CurrentCulture)}–{Day(to, "d MMM yyyy")}";
    }

    /// <summary>A side by its organisation, else by its country.</summary>
    public static string Side(Shell shell, string? country, OrganisationName? organisation) =>
        organisation?.Name ?? (country is null ? "–" : shell.Names.Country(country));

    /// <summary>A side of a commitment.</summary>
    public static string Side(Shell shell, CommitmentPartyDetail party) =>
        party.Us ? Words.Get("Engagements.Us") : Side(shell, party.Country, party.Organisation);

    /// <summary>Who owes whom, in a sentence.</summary>
    public static string Owes(Shell shell, CommitmentDetail commitment) => (commitment.OwedBy.Us, commitment.OwedTo.Us) switch
    {
        (true, _) => Words.Get("Engagements.WeOweThem", Side(shell, commitment.OwedTo)),
        (_, true) => Words.Get("Engagements.OwesUs", Side(shell, commitment.OwedBy)),
        _ => Words.Get("Engagements.Owes", Side(shell, commitment.OwedBy), Side(shell, commitment.OwedTo)),
    };

    /// <summary>The colour of a state, beside its word.</summary>
    public static string Colour(EngagementState state) => state switch
    {
        EngagementState.Planned => "state-grey",
        EngagementState.Confirmed => "state-blue",
        EngagementState.Held => "state-amber",
        EngagementState.FollowedUp => "state-done",
        _ => "state-declined",
    };

    /// <summary>The colour of a commitment's standing, beside its word.</summary>
    public static string Colour(CommitmentDetail commitment) => commitment switch
    {
        { Overdue: true } => "state-red",
        { State: CommitmentState.Open } => "state-amber",
        { State: CommitmentState.Fulfilled } => "state-done",
        _ => "state-declined",
    };

    /// <summary>The word of a commitment's standing.</summary>
    public static string Standing(CommitmentDetail commitment) =>
        Words.Get(commitment.Overdue ? "Engagements.CommitmentState.Overdue" : $"Engagements.CommitmentState.{commitment.State}");
}
