using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Deadlines;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Deadlines;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>Which stages of law are to run on a case.</summary>
internal sealed class StartForm
{
    /// <summary>Codes of stages.</summary>
    public List<string> Rules { get; set; } = [];

    /// <summary>Laws whose first stages are all meant: what a browser without script sends for a whole law.</summary>
    public List<string> Regimes { get; set; } = [];

    /// <summary>From when they count: day and time in the reader's zone.</summary>
    public string? At { get; set; }
}

/// <summary>What is typed for a clock.</summary>
internal sealed class ClockForm
{
    /// <summary>When it was submitted: day and time in the reader's zone; now if left empty.</summary>
    public string? At { get; set; }

    public long? Version { get; set; }
}

/// <summary>The stages of one law that can be started.</summary>
/// <param name="Name">The law in short.</param>
/// <param name="Jurisdiction">Where it holds.</param>
/// <param name="First">Stages that begin with the case.</param>
/// <param name="Later">Stages that begin when the one before is submitted.</param>
internal sealed record Regime(string Name, string Jurisdiction, IReadOnlyList<DeadlineRuleDetail> First, IReadOnlyList<DeadlineRuleDetail> Later);

/// <content>Legal clocks.</content>
internal sealed partial class IndexModel
{
    private IReadOnlyList<CaseClock>? _caseClocks;
    private IReadOnlyList<DeadlineRuleDetail> _caseRules = [];

    /// <summary>The clocks of law of the case and its requests: open ones first.</summary>
    public IReadOnlyList<LegalClockDetail> LegalClocks { get; private set; } = [];

    /// <summary>The stages of law that run on the case itself, by name.</summary>
    public IEnumerable<string> OpenStages =>
        LegalClocks.Where(c => c.RequestReference is null && c.EndedAt is null).Select(c => $"{c.Regime}, {c.Stage}");

    /// <summary>What falls due and the clocks of law, each once.</summary>
    public IReadOnlyList<CaseClock> Clocks => _caseClocks ??= CaseClocks.Of(
        Detail.Clocks, LegalClocks, Requests.ToDictionary(r => r.Reference, r => r.Subject, StringComparer.Ordinal), Shell.Here, At(CaseTab.Clocks), At(CaseTab.FollowUps));

    /// <summary>What is in view on every tab: what is open, and the stages of the case itself that have ended.</summary>
    public IReadOnlyList<CaseClock> ClocksInView => [.. Clocks.Where(c => !c.Ended || c.Legal!.RequestReference is null)];

    /// <summary>Clocks of law to start.</summary>
    [BindProperty(Name = nameof(Start))]
    public StartForm Start { get; set; } = new();

    /// <summary>What is typed for each clock.</summary>
    [BindProperty(Name = nameof(ClockForms))]
    public Dictionary<Guid, ClockForm> ClockForms { get; set; } = [];

    /// <summary>Whether clocks can be started now: by those who work the case, while it takes more, as with follow-ups.</summary>
    public bool StartsClocks => Detail.May.ScheduleFollowUp;

    /// <summary>From when a clock counts unless somebody says otherwise.</summary>
    public DateTimeOffset Awareness => Detail.DetectedAt ?? Detail.CreatedAt;

    /// <summary>The laws whose stages can be started; those of the house's country first.</summary>
    public IEnumerable<Regime> Regimes => _caseRules.GroupBy(r => (r.Regime, r.Jurisdiction))
        .Select(g => new Regime(
            g.Key.Regime, g.Key.Jurisdiction,
            [.. g.Where(r => r.Trigger != ClockTrigger.PreviousStage)], [.. g.Where(r => r.Trigger == ClockTrigger.PreviousStage)]))
        .OrderByDescending(r => r.Jurisdiction == Shell.Me.Country);

    /// <summary>Where a law holds, in words.</summary>
    public string Where(string jurisdiction) =>
        jurisdiction is "EU" or "INT" ? Words.Get($"Clocks.Where.{jurisdiction}") : Shell.Names.Country(jurisdiction);

    /// <summary>Whether a stage runs on the case already.</summary>
    public bool Runs(string rule) => LegalClocks.Any(c => c.RequestReference is null && c.EndedAt is null && c.Rule == rule);

    /// <summary>What begins by itself when a stage is submitted.</summary>
    public IEnumerable<DeadlineRuleDetail> NextOf(string? rule) => rule is null ? [] : _caseRules.Where(r => r.Previous == rule);

    /// <summary>The name of the stage before a stage.</summary>
    public string StageBefore(DeadlineRuleDetail rule) => _caseRules.FirstOrDefault(r => r.Code == rule.Previous)?.Name ?? string.Empty;

    public async Task<IActionResult> OnPostStartAsync()
    {
        Detail = await Send.SendAsync(new Application.Incidents.GetIncidentQuery(Reference), Gone);
        await LoadRulesAsync();
        CheckInstant(Start.At, "Start.At");
        var ofLaws = Regimes.Where(r => Start.Regimes.Contains(r.Name)).SelectMany(r => r.First).Select(r => r.Code);
        List<string> rules = [.. Start.Rules.Union(ofLaws, StringComparer.Ordinal)];
        if (rules.Count == 0)
        {
            ModelState.AddModelError("Start.Rules", Words.Get("Clocks.ChooseOne"));
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync("start-clocks");
        }

        // What was left as it stood means the very instant of detection, to the second.
        var at = Start.At == Shell.Here.Field(Awareness) ? null : Shell.Here.Read(Start.At);
        ClockKeys? begun = null;
        return await TryAsync(async () => begun = await Send.SendAsync(new StartClocksCommand(Reference, new StartClocksInput { Rules = rules, At = at }), Gone), "Start")
            ? Done(At(CaseTab.Clocks), Words.Get(begun!.Ids.Count == 1 ? "Clocks.StartedOne" : "Clocks.Started", begun.Ids.Count))
            : await ShowAsync("start-clocks");
    }

    public async Task<IActionResult> OnPostClockAsync(Guid id, string? move)
    {
        var wanted = MoveName.Parse<ClockMove>(move) ?? throw new NotFoundException();
        var form = ClockForms.GetValueOrDefault(id) ?? new ClockForm();
        CheckInstant(form.At, $"ClockForms[{id}].At");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync($"{move}-{id:N}");
        }

        var input = new MoveClockInput { At = wanted == ClockMove.Submit ? Shell.Here.Read(form.At) : null };
        ClockKeys? moved = null;
        if (!await TryAsync(async () => moved = await Send.SendAsync(new MoveClockCommand(Reference, id, wanted, input, form.Version), Gone), $"ClockForms[{id}]"))
        {
            return await ShowAsync($"{move}-{id:N}");
        }

        return Done(At(CaseTab.Clocks), Words.Get(moved!.Ids.Count > 1 ? "Clocks.SubmittedNext" : $"Clocks.Done.{move}"));
    }

    private async Task LoadClocksAsync()
    {
        LegalClocks = await Send.SendAsync(new ListClocksQuery(Reference), Gone);
        if (Tab == CaseTab.Clocks)
        {
            await LoadRulesAsync();
        }
    }

    /// <summary>The rules that may start a clock on a case today.</summary>
    private async Task LoadRulesAsync()
    {
        var today = Zones.DateOf(Now, Shell.Here.Zone);
        _caseRules = [.. (await Send.SendAsync(new ListDeadlineRulesQuery(null, null, null, Requests: false), Gone)).Items
            .Where(r => !(r.ValidFrom > today) && !(r.ValidTo < today))];
    }
}
