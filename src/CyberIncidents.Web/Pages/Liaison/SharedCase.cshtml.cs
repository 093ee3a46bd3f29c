using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Liaison;

/// <summary>The page of a partner: what was shared, and what it may do with it.</summary>
internal sealed class CaseModel(Shell shell, IDispatcher send, HomeSettings home) : SharedCaseModel(shell, send, home)
{
    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostCommentAsync()
    {
        if (await TryOnceAsync(() => Send.SendAsync(new WriteCommentCommand(Reference, new WriteCommentInput { Text = Input.Text }), Gone)))
        {
            return Done($"/shared/{Reference}#comments", Words.Get("Liaison.CommentSent", Home));
        }

        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostDeclineAsync()
    {
        Declines = true;
        await ReadAsync();
        var input = new ParticipationActionInput { Reason = Reason };
        Require(Reason, nameof(Reason));
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        return await TryAsync(() => Send.SendAsync(new DeclineOwnParticipationCommand(Reference, Shared.Participation.Id, input), Gone), string.Empty)
            ? Done("/shared", Words.Get("Liaison.Declined", Reference))
            : Page();
    }
}
