using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Requests;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>One step of the funnel: how many partners came so far.</summary>
/// <param name="Key">Its name in the address.</param>
/// <param name="Name">Its name.</param>
/// <param name="Partners">The partners.</param>
internal sealed record FunnelStep(string Key, string Name, IReadOnlyList<ParticipationDetail> Partners);

/// <content>Partners and what is asked of them.</content>
internal sealed partial class IndexModel
{
    private const string SilentStep = "silent";

    private static readonly ParticipationMove[] MovesOfPeople =
        [ParticipationMove.Notify, ParticipationMove.Complete, ParticipationMove.Decline, ParticipationMove.Withdraw];

    private IReadOnlyList<FunnelStep>? _funnel;

    /// <summary>What is typed for each partner.</summary>
    [BindProperty(Name = nameof(Partner))]
    public Dictionary<Guid, PartnerForm> Partner { get; set; } = [];

    /// <summary>Partners to add.</summary>
    [BindProperty(Name = nameof(Add))]
    public AddForm Add { get; set; } = new();

    /// <summary>The funnel counts partners, not requests; the silent ones stand apart, since silence is no step to an answer.</summary>
    public IReadOnlyList<FunnelStep> Funnel => _funnel ??=
    [
        Step("partners", Words.Get("Case.FunnelPartners"), _ => true),
        Step("notified", Words.Get("Case.FunnelNotified"), p => p.NotifiedAt is not null),
        Step("delivered", Words.Get("Case.FunnelDelivered"), p => RequestsOf(p).Any(r => r.DeliveredAt is not null)),
        Step("seen", Words.Get("Case.FunnelSeen"), p => RequestsOf(p).Any(r => r.SeenAt is not null)),
        Step("acknowledged", Words.Get("Case.FunnelAcknowledged"), p => RequestsOf(p).Any(r => r.FirstActAt is not null)),
        Step("answered", Words.Get("Case.FunnelAnswered"), p => RequestsOf(p).Any(r => r.AnsweredAt is not null)),
    ];

    /// <summary>The silent partners.</summary>
    public FunnelStep Silent => Step(SilentStep, Words.Get("Terms.Word.Silent"), p => p.Silent > 0);

    /// <summary>The step that the list is filtered by.</summary>
    public FunnelStep Chosen => Show == SilentStep ? Silent : Funnel.FirstOrDefault(s => s.Key == Show) ?? Funnel[0];

    /// <summary>The requests to a partner.</summary>
    public IEnumerable<RequestSummary> RequestsOf(ParticipationDetail partner) => Requests.Where(r => r.ParticipationId == partner.Id);

    /// <summary>Whether the form for more partners is shown: where it is asked for, and where there are none yet.</summary>
    public bool AddsPartners => Detail.May.AddPartners && (Show == "add" || IsOpen("add") || Partners.Count == 0);

    public async Task<IActionResult> OnPostPartnerAsync(Guid id, string? move)
    {
        var wanted = MoveName.Parse<ParticipationMove>(move) is { } named && MovesOfPeople.Contains(named) ? named : throw new NotFoundException();
        var form = Partner.GetValueOrDefault(id) ?? new PartnerForm();
        return await TryAsync(
                () => Send.SendAsync(new MoveParticipationCommand(Reference, id, wanted, form.ToInput(), form.Version), Gone), $"Partner[{id}]")
            ? Done($"{At(CaseTab.Partners)}#partner-{id:N}", Words.Get($"Case.PartnerDone.{move}"))
            : await ShowAsync($"{move}-{id:N}");
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (Add.Partners.Count == 0)
        {
            ModelState.AddModelError("Add.Partners", Words.Get("Page.Required"));
        }

        if (Add.Roles.Count == 0)
        {
            ModelState.AddModelError("Add.Roles", Words.Get("Error.Roles"));
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ShowAsync("add");
        }

        return await TryOnceAsync(() => Send.SendAsync(new AddParticipationsCommand(Reference, Add.ToInput()), Gone), "Add")
            ? Done(At(CaseTab.Partners), Words.Get("Case.PartnersAdded", Add.Partners.Count))
            : await ShowAsync("add");
    }

    private FunnelStep Step(string key, string name, Func<ParticipationDetail, bool> came) =>
        new(key, name, [.. Partners.Where(came)]);
}
