using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Revisions;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Web.Pages.Incidents.Case;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Liaison;

/// <summary>A comment of the own organisation, changed by its author.</summary>
internal sealed class OwnCommentModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(Name = nameof(Input))]
    public TextForm Input { get; set; } = new();

    /// <summary>The comment as it stands.</summary>
    public SharedComment Comment { get; private set; } = null!;

    /// <summary>What was typed, where somebody else was faster.</summary>
    public string? Yours { get; private set; }

    public string Reference => (string)RouteData.Values["reference"]!;

    private Guid Id => Guid.Parse((string)RouteData.Values["id"]!);

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        Input = new TextForm { Text = Comment.Text, Base = Comment.Text };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var input = new EditCommentInput { Text = Input.Text?.ReplaceLineEndings("\n") };
        var read = (Input.Base ?? string.Empty).ReplaceLineEndings("\n");
        if (await TryAsync(() => Send.SendAsync(new EditCommentCommand(Reference, Id, input, null, read), Gone)))
        {
            return Done($"/shared/{Uri.EscapeDataString(Reference)}#comments", Words.Get("Markings.CommentChanged"));
        }

        if (Stale)
        {
            await LoadAsync();
            Yours = Input.Text;
            var merged = Input.MergedWith(Comment.Text);
            ModelState.Clear();
            Input = new TextForm { Text = merged.Text, Base = Comment.Text };
        }

        return Page();
    }

    private async Task LoadAsync()
    {
        Comment = await Send.SendAsync(new GetSharedCommentQuery(Reference, Id), Gone);
        if (Comment.Author?.Id != Shell.Me.Id)
        {
            throw new NotFoundException();
        }
    }
}
