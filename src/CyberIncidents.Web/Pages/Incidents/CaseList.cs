using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Http.Extensions;

namespace CyberIncidents.Web.Pages.Incidents;

/// <summary>What the address of the list says, and the addresses that it leads to.</summary>
internal sealed class CaseList
{
    private const string NextClock = "nextClock";
    private static readonly string[] Paging = ["after", "sort", "limit", "count"];
    private static readonly string[] InBar = ["q", "status", "open", "country", "tlp", "severity", "classification", "owner", "terroristUse"];

    private readonly IQueryCollection _query;
    private readonly Shell _shell;

    public CaseList(IQueryCollection query, IncidentFilter filter, Shell shell)
    {
        _query = query;
        _shell = shell;
        IsPlain = query.Keys.All(k => Paging.Contains(k, StringComparer.Ordinal));
        Filter = IsPlain ? filter with { Open = true } : filter;
        Sort = Value("sort") is { Length: > 0 } sort ? sort : NextClock;
    }

    public IncidentFilter Filter { get; }

    public string Sort { get; }

    /// <summary>Nothing is filtered: the open cases.</summary>
    public bool IsPlain { get; }

    public bool IsFirstPage => Value("after") is null;

    /// <summary>Everything that a filter of the bar does not show: each can be taken away.</summary>
    public IReadOnlyList<(string Name, string Text)> Others =>
        [.. _query.Keys.Where(k => !Paging.Contains(k, StringComparer.Ordinal) && !InBar.Contains(k, StringComparer.Ordinal) && Value(k) is { Length: > 0 })
            .Select(k => (k, Describe(k)))];

    /// <summary>The states that the bar offers: value and text, the chosen one among them.</summary>
    public IReadOnlyList<(string Value, string Text)> Statuses
    {
        get
        {
            List<(string Value, string Text)> all =
            [
                (OpenStatuses, Words.Get("Incidents.StatusOpen")),
                .. Enum.GetValues<IncidentStatus>().Select(s => (s.ToString(), Words.Get($"Terms.IncidentStatus.{s}"))),
                (FinishedStatuses, Words.Get("Incidents.StatusFinished")),
                (string.Empty, Words.Get("Incidents.StatusAny")),
            ];
            if (all.TrueForAll(s => s.Value != ChosenStatus))
            {
                all.Add((ChosenStatus, string.Join(", ", Filter.Status.Select(s => Words.Get($"Terms.IncidentStatus.{s}")))));
            }

            return all;
        }
    }

    public string ChosenStatus =>
        Filter.Status.Count > 0 ? string.Join(',', Filter.Status)
        : Filter.Open switch { true => OpenStatuses, false => FinishedStatuses, null => string.Empty };

    private static string OpenStatuses => string.Join(',', IncidentLifecycle.Open);

    private static string FinishedStatuses => string.Join(',', Enum.GetValues<IncidentStatus>().Except(IncidentLifecycle.Open));

    /// <summary>A parameter of the address, as it was written.</summary>
    public string? Value(string name) => _query.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>This list with other parameters; a null takes one away. It begins at the first page.</summary>
    public string With(params (string Name, string? Value)[] changes)
    {
        var query = new QueryBuilder();
        foreach (var (name, values) in _query.Where(q => q.Key != "after" && Array.TrueForAll(changes, c => c.Name != q.Key)))
        {
            query.Add(name, (IEnumerable<string>)values.OfType<string>().Where(v => v.Length > 0 || name == "status").ToArray());
        }

        foreach (var (name, value) in changes.Where(c => c.Value is not null))
        {
            query.Add(name, value!);
        }

        return "/incidents" + query.ToQueryString();
    }

    /// <summary>Whether a figure's list is the one that is shown.</summary>
    public bool Shows(string figureQuery)
    {
        var wanted = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(figureQuery[figureQuery.IndexOf('?', StringComparison.Ordinal)..]);
        var actual = IsPlain ? [new("open", "true")] : _query.Where(q => !Paging.Contains(q.Key, StringComparer.Ordinal) && q.Value.ToString().Length > 0).ToList();
        return actual.Count == wanted.Count && actual.TrueForAll(a => wanted.TryGetValue(a.Key, out var value) && value.ToString() == a.Value.ToString());
    }

    private string Describe(string name) => name switch
    {
        "overdue" => Words.Get(Filter.Overdue == true ? "Incidents.OnlyOverdue" : "Incidents.NotOverdue"),
        "silent" => Words.Get(Filter.Silent == true ? "Incidents.OnlySilent" : "Incidents.NotSilent"),
        "from" => Words.Get("Incidents.LoggedFrom", _shell.Here.Moment(Filter.From!.Value)),
        "to" => Words.Get("Incidents.LoggedBefore", _shell.Here.Moment(Filter.To!.Value)),
        "closedFrom" => Words.Get("Incidents.ClosedFrom", _shell.Here.Moment(Filter.ClosedFrom!.Value)),
        "closedTo" => Words.Get("Incidents.ClosedBefore", _shell.Here.Moment(Filter.ClosedTo!.Value)),
        _ => Words.Get("Incidents.Tagged", Value(name)),
    };
}

/// <summary>What a row of the list says.</summary>
internal static class CaseRow
{
    private const int MostPills = 3;

    /// <summary>The partners that fit, the one behind the next clock always among them.</summary>
    public static IReadOnlyList<PartnerPill> Pills(IncidentSummary row)
    {
        var shown = row.Partners.Take(MostPills).ToList();
        var behind = row.NextClock?.Country is { } country ? row.Partners.FirstOrDefault(p => p.Country == country) : null;
        if (behind is not null && !shown.Contains(behind))
        {
            shown[^1] = behind;
        }

        return shown;
    }

    /// <summary>Class, type and terrorist use in one line.</summary>
    public static string ClassLine(IncidentSummary row, NameBook names)
    {
        var line = names.Class(row.Classification.Class);
        if (row.Classification.Type is { } type)
        {
            line += ", " + names.Type(row.Classification.Class, type);
        }

        return row.TerroristUse.Count == 0
            ? line
            : $"{line} · {Words.Get("Incidents.TerroristUse")}: {string.Join(", ", row.TerroristUse.Select(names.TerroristUse))}";
    }

    /// <summary>Whose clock it is: ours with what is to do, or the partner's.</summary>
    public static string Whose(Clock clock) => clock.What switch
    {
        ClockKind.RequestDue => clock.Country ?? Words.Get("Shell.International"),
        ClockKind.AnswerClarification => Words.Get("Incidents.OursAnswer", clock.Country ?? Words.Get("Shell.International")),
        ClockKind.FollowUp => Words.Get("Incidents.OursFollowUp"),
        _ => Words.Get("Incidents.OursHold"),
    };
}
