using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Api;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Liaison;

/// <summary>The cases that were shared with the reader's organisation, and the notices of what was recalled from it.</summary>
internal sealed class SharedModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const int RecallsAtOnce = 20;

    public Page<SharedIncident> Cases { get; private set; } = null!;

    /// <summary>What was recalled, the newest first.</summary>
    public Page<SharedRecall> Recalls { get; private set; } = new([], null);

    /// <summary>What is said of a recalled release.</summary>
    [BindProperty]
    public RecallForm Answer { get; set; } = new();

    /// <summary>The release whose answer was refused.</summary>
    public Guid? Refused { get; private set; }

    /// <summary>How many there are, where the page holds them all; all that was ever shared is not counted for a page of it.</summary>
    public int? Count => Cases.Next is null && string.IsNullOrEmpty(Request.Query["after"]) ? Cases.Items.Count : null;

    public Task OnGetAsync() => ReadAsync();

    public Task<IActionResult> OnPostDestroyedAsync(Guid release) =>
        AnswerAsync(release, RecallMove.ConfirmDestroyed, new ActionInput(), "Recalls.SaidDestroyed");

    public Task<IActionResult> OnPostKeepAsync(Guid release) =>
        AnswerAsync(release, RecallMove.Keep, new ActionInput { Ground = Answer.Ground, Note = Answer.Note }, "Recalls.SaidKept");

    private async Task<IActionResult> AnswerAsync(Guid release, RecallMove move, ActionInput input, string said)
    {
        if (await TryAsync(() => Send.SendAsync(new AnswerRecallCommand(release, move, input), Gone), nameof(Answer)))
        {
            return Done("/shared#recalls", Words.Get(said));
        }

        Refused = release;
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        Cases = await Send.SendAsync(new ListSharedIncidentsQuery(Request.Page()), Gone);
        Recalls = await Send.SendAsync(new ListSharedRecallsQuery(null, new PageRequest(RecallsAtOnce, Request.Text("recallsAfter", 500))), Gone);
    }
}

/// <summary>On which ground something is kept.</summary>
internal sealed record RecallForm
{
    public string? Ground { get; set; }

    public string? Note { get; set; }
}
