using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Engagements;

namespace CyberIncidents.Web.Pages.Ui;

/// <summary>A move that a page offers, with what it needs.</summary>
/// <param name="Name">As the API names it.</param>
/// <param name="Text">What the button says.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Asks">What may be said with it; null for nothing.</param>
internal sealed record OfferedAct(string Name, string Text, string Icon, string? Asks = null)
{
    /// <summary>It cannot be made without a word.</summary>
    public bool MustSay { get; init; }

    /// <summary>It ends what it is made on: open follow-ups may end with it.</summary>
    public bool Ends { get; init; }

    /// <summary>It gives something up.</summary>
    public bool Dangerous { get; init; }
}

/// <summary>A move that was refused, with what was said with it: its form is drawn again as it was sent.</summary>
/// <param name="Page">Says why.</param>
/// <param name="Move">As the API names it; also what stands before the names of its fields among the errors.</param>
/// <param name="Reason">What was typed.</param>
/// <param name="CancelFollowUps">Whether open follow-ups were to end with it.</param>
internal sealed record TriedAct(AppPage Page, string Move, string? Reason, bool CancelFollowUps);

/// <summary>The moves of a page at its head, as on the page of a case: one that stands out, the others in a menu.</summary>
/// <param name="Place">The page.</param>
/// <param name="Version">The version that is read.</param>
/// <param name="Primary">The one to make next; null for none.</param>
/// <param name="Others">All others.</param>
/// <param name="OpenFollowUps">How many open follow-ups hang on it.</param>
/// <param name="Edit">Where it is edited; null where that stands on the page itself.</param>
internal sealed record ActBar(string Place, long Version, OfferedAct? Primary, IReadOnlyList<OfferedAct> Others, int OpenFollowUps, string? Edit = null)
{
    /// <summary>The move that was refused; null for none.</summary>
    public TriedAct? Tried { get; init; }

    /// <summary>Whether the form of the refused move says why; otherwise the page has to, as the move is one button or is offered no more.</summary>
    public bool SaysWhy => Others.Any(IsTried) || (Primary is { } primary && IsTried(primary));

    /// <summary>The moves of an engagement: that it was held once it has begun, before that that it will be.</summary>
    public static ActBar Of(EngagementDetail engagement, int openFollowUps)
    {
        var acts = engagement.AllowedActions.Select(m => m switch
        {
            "confirm" => Act(m, "check"),
            "mark-held" => Act(m, "users-group"),
            "conclude" => Act(m, "checks") with { Ends = true },
            "cancel" => Act(m, "ban") with { Asks = Words.Get("Shell.Reason"), MustSay = true, Ends = true, Dangerous = true },
            _ => Act(m, "rotate"),
        }).ToList();
        var primary = acts.Find(a => a.Name is "mark-held" or "conclude") ?? acts.Find(a => a.Name == "confirm");
        var place = $"/engagements/{engagement.Reference}";
        return new ActBar(place, engagement.Version, primary, [.. acts.Where(a => a != primary)], openFollowUps, $"{place}/edit");

        static OfferedAct Act(string move, string icon) => new(move, Words.Get($"Engagements.Move.{move}"), icon);
    }

    /// <summary>The moves of a commitment.</summary>
    public static ActBar Of(CommitmentDetail commitment, int openFollowUps)
    {
        var acts = commitment.AllowedActions.Select(m => m switch
        {
            "fulfil" => Act(m, "check") with { Asks = Words.Get("Engagements.WhatCame"), Ends = true },
            "drop" => Act(m, "ban") with { Asks = Words.Get("Shell.Reason"), MustSay = true, Ends = true, Dangerous = true },
            _ => Act(m, "rotate"),
        }).ToList();
        var primary = acts.Find(a => a.Name == "fulfil");
        return new ActBar($"/commitments/{commitment.Reference}", commitment.Version, primary, [.. acts.Where(a => a != primary)], openFollowUps);

        static OfferedAct Act(string move, string icon) => new(move, Words.Get($"Engagements.CommitmentMove.{move}"), icon);
    }

    /// <summary>Whether a move is one button: nothing is said with it and nothing else ends.</summary>
    public bool IsBare(OfferedAct act) => act.Asks is null && (!act.Ends || OpenFollowUps == 0);

    /// <summary>Whether a move has a form that was refused, and so is open.</summary>
    public bool IsTried(OfferedAct act) => act.Name == Tried?.Move && !IsBare(act);
}
