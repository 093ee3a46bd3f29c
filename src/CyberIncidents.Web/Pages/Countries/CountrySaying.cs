using System.Globalization;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Countries;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Web.Pages.Admin;
using CyberIncidents.Web.Pages.Ui;

namespace CyberIncidents.Web.Pages.Countries;

/// <summary>Countries, their figures and their standing to agreements, in words.</summary>
internal static class CountrySaying
{
    private const string Api = "/api/v1";

    /// <summary>The page that lists what a number counts.</summary>
    public static string ListOf(string query) => query.StartsWith(Api, StringComparison.Ordinal) ? query[Api.Length..] : query;

    /// <summary>A middle time.</summary>
    public static string Median(double? hours) => hours is { } known ? Here.Span(TimeSpan.FromHours(known)) : "–";

    /// <summary>A share in per cent.</summary>
    public static string Share(double? share) => share is { } known ? known.ToString("P0", CultureInfo.CurrentCulture) : "–";

    /// <summary>How a side stands to an agreement, with its dates.</summary>
    public static string Standing(CountryStanding standing)
    {
        if (standing.Standing is not { } known)
        {
            return Words.Get("Countries.NoParty");
        }

        var says = new List<string> { Words.Get(standing.Confidence is null ? "Countries.AsEveryState" : $"Agreements.Standing.{known}") };
        says.AddRange(Dates(standing.SignedOn, standing.InForceFrom, standing.InForceTo));
        return string.Join(", ", says);
    }

    /// <summary>When a side signed, and from when to when the agreement holds for it.</summary>
    public static IEnumerable<string> Dates(DateOnly? signedOn, DateOnly? from, DateOnly? to)
    {
        if (signedOn is { } signed)
        {
            yield return Words.Get("Countries.Signed", RuleWords.Date(signed));
        }

        if (from is { } first)
        {
            yield return Words.Get("Countries.From", RuleWords.Date(first));
        }

        if (to is { } last)
        {
            yield return Words.Get("Countries.Until", RuleWords.Date(last));
        }
    }

    /// <summary>Icon, colour and word of a cell of the matrix.</summary>
    public static (string Icon, string Class, string Word) Look(MatrixCell cell) => cell switch
    {
        { Holds: true, OfAll: true } => ("world", "holds", Words.Get("Countries.AsEveryState")),
        { Holds: true } => ("check", "holds", Words.Get("Countries.Cell.Party")),
        { Standing: PartyStanding.Signatory } => ("pencil", "signed", Words.Get("Countries.Cell.Signed")),
        _ => ("clock-pause", "signed", Words.Get("Countries.Cell.NotInForce")),
    };
}
