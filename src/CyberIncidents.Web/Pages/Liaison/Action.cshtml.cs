using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Consents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Requests;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Liaison;

/// <summary>What needs a partner, with the controls to do it; the home of a liaison officer.</summary>
internal sealed class ActionModel(Shell shell, IDispatcher send, HomeSettings home) : AppPage(shell, send)
{
    /// <summary>So many cards keep the page small on a slow line; the rest is one tap away.</summary>
    private const int MostCards = 10;

    private static readonly RequestState[] NotOurTurn =
    [
        RequestState.ClarificationAsked, RequestState.Answered, RequestState.Declined, RequestState.Accepted, RequestState.Closed, RequestState.Withdrawn,
    ];

    private static readonly RequestState[] OurWord = [RequestState.ClarificationAsked, RequestState.Answered, RequestState.Declined];

    /// <summary>What waits for an answer, the soonest first.</summary>
    public Page<SharedRequest> Needed { get; private set; } = null!;

    /// <summary>What waits for the own consent.</summary>
    public IReadOnlyList<SharedConsent> Consents { get; private set; } = [];

    /// <summary>Questions whether anybody is there.</summary>
    public IReadOnlyList<ContactCheckDetail> Checks { get; private set; } = [];

    /// <summary>What the own organisation asks of us and waits for it: our question, our answer.</summary>
    public Page<SharedRequest> Back { get; private set; } = null!;

    /// <summary>What was asked back and is not answered.</summary>
    public IReadOnlyList<SharedRecall> Recalls { get; private set; } = [];

    /// <summary>What is told and asks for nothing.</summary>
    public Page<SharedRequest> ToRead { get; private set; } = null!;

    /// <summary>What waits for the other side, or is done.</summary>
    public Page<SharedRequest> Others { get; private set; } = null!;

    public string Home => Shell.NameOfUs(home.Country);

    public AnswerSheet Sheet() => new(Home, NewOnceKey());

    /// <summary>Somebody is there; what was answered meanwhile by a colleague is answered.</summary>
    public async Task<IActionResult> OnPostPresentAsync(Guid check) =>
        await TryAsync(() => Send.SendAsync(new AnswerContactCheckCommand(check), Gone)) || RefusalCode == "check-answered"
            ? Done("/action", Words.Get("Directory.Thanks"))
            : LocalRedirect("/action");

    public async Task OnGetAsync()
    {
        Checks = (await Send.SendAsync(new ListContactChecksQuery(null, Open: true, new PageRequest(1)), Gone)).Items;
        Needed = await ListAsync(new RequestFilter { Waiting = true }, MostCards, "dueAt", count: true);
        Consents = (await Send.SendAsync(new ListSharedConsentsQuery(null, true, new PageRequest(MostCards)), Gone)).Items;
        Recalls = (await Send.SendAsync(new ListSharedRecallsQuery(RecallState.Open, new PageRequest(MostCards)), Gone)).Items;
        Back = await ListAsync(new RequestFilter { State = OurWord, Direction = RequestDirection.Inbound }, MostCards, "createdAt", count: true);
        ToRead = await ListAsync(
            new RequestFilter { Kind = [RequestKind.ForInformation], State = [RequestState.Sent, RequestState.Acknowledged], Direction = RequestDirection.Outbound }, 5, "-createdAt");
        Others = await ListAsync(new RequestFilter { State = NotOurTurn, Direction = RequestDirection.Outbound }, 5, "-createdAt");
    }

    private Task<Page<SharedRequest>> ListAsync(RequestFilter filter, int limit, string sort, bool count = false) =>
        Send.SendAsync(new ListSharedRequestsQuery(filter, new PageRequest(limit, Sort: sort, Count: count)), Gone);
}
