using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Revisions;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>What is typed when a text is changed.</summary>
internal sealed class TextForm
{
    public string? Text { get; set; }

    /// <summary>What was read: what two people made of it is put together against this.</summary>
    public string? Base { get; set; }

    public long? Version { get; set; }

    /// <summary>Whether partners read the new text.</summary>
    public bool Release { get; set; }

    /// <summary>What two people made of it, put together; the typed text stays beside it.</summary>
    public MergedText MergedWith(string theirs) =>
        TextComparison.Merge((Base ?? string.Empty).ReplaceLineEndings("\n"), theirs.ReplaceLineEndings("\n"), (Text ?? string.Empty).ReplaceLineEndings("\n"));
}

/// <summary>One comment: its versions, and the editor for who may change it. Nobody overwrites another in silence.</summary>
internal sealed class CommentModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    [BindProperty(Name = nameof(Input))]
    public TextForm Input { get; set; } = new();

    /// <summary>The comment as it stands.</summary>
    public CommentDetail Comment { get; private set; } = null!;

    /// <summary>Its versions, the newest first.</summary>
    public Page<RevisionDetail> Versions { get; private set; } = null!;

    /// <summary>What was typed, where somebody else was faster.</summary>
    public string? Yours { get; private set; }

    /// <summary>At how many places both changed the same words.</summary>
    public int Conflicts { get; private set; }

    public string Reference => (string)RouteData.Values["reference"]!;

    /// <summary>Whether it is read outside the national team.</summary>
    public bool Leaves => Comment.Organisations.Count > 0;

    private Guid Id => Guid.Parse((string)RouteData.Values["id"]!);

    public async Task<IActionResult> OnGetAsync()
    {
        if (Shell.IsPartner)
        {
            throw new NotFoundException();
        }

        await LoadAsync();
        Input = new TextForm { Text = Comment.Text, Base = Comment.Text, Version = Comment.Version, Release = true };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var input = new EditCommentInput { Text = Input.Text?.ReplaceLineEndings("\n"), Release = Input.Release };
        if (await TryAsync(() => Send.SendAsync(new EditCommentCommand(Reference, Id, input, Input.Version ?? ReadVersion.Never), Gone)))
        {
            return Done($"/incidents/{Uri.EscapeDataString(Reference)}#comment-{Id:N}", Words.Get("Markings.CommentChanged"));
        }

        await LoadAsync();
        if (Stale)
        {
            Yours = Input.Text;
            var merged = Input.MergedWith(Comment.Text);
            Conflicts = merged.Conflicts;
            ModelState.Clear();
            Input = new TextForm { Text = merged.Text, Base = Comment.Text, Version = Comment.Version, Release = Input.Release };
        }

        return Page();
    }

    private async Task LoadAsync()
    {
        Comment = await Send.SendAsync(new GetCommentQuery(Reference, Id), Gone);
        var after = Request.Query["after"].FirstOrDefault(a => !string.IsNullOrEmpty(a));
        Versions = await Send.SendAsync(new ListRevisionsQuery(Reference, SubjectType.Comment, Id, new PageRequest(20, after)), Gone);
    }
}
