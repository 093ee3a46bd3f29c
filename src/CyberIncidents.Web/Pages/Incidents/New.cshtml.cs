using System.Globalization;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents;

/// <summary>
/// Logs an incident. Sent by script it answers 201 with the address of the case, so that a lost connection is seen by the
/// page and loses nothing; sent by the browser it leads there.
/// </summary>
internal sealed class NewModel(Shell shell, IDispatcher send) : AppPage(shell, send)
{
    private const string SentByScript = "X-Sent-By-Script";

    [BindProperty]
    public LogForm Input { get; set; } = new();

    public IReadOnlyList<PersonName> People { get; private set; } = [];

    public IReadOnlyList<LookAlike> LookAlikes { get; private set; } = [];

    /// <summary>The form comes back with what was typed: a draft kept on the device is older.</summary>
    public bool CameBack { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        EnsureMayLog();
        Input = new LogForm
        {
            FollowUpTitle = Words.Get("Incidents.FollowUpDefault"),
            FollowUpAt = Shell.Here.NextMorning(),
            FollowUpBy = Shell.Me.Id,
        };
        OnceKey = NewOnceKey();
        return await ShowAsync();
    }

    /// <summary>The cases like the one that is being typed, as a part of the page.</summary>
    public async Task<IActionResult> OnPostAlikeAsync()
    {
        EnsureMayLog();
        ModelState.Clear();
        await FindAlikeAsync(Input.Title);
        return Partial("Incidents/_LookAlikes", this);
    }

    /// <summary>Without script: looks for cases alike, and for one more row of countries.</summary>
    public async Task<IActionResult> OnPostCheckAsync()
    {
        ModelState.Clear();
        CameBack = true;
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync(bool triage)
    {
        CheckForm();
        IncidentKey? key = null;
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (await TryOnceAsync(async () => key = await Send.SendAsync(
            new LogIncidentCommand(Input.ToInput(Shell.Names, Shell.Here), Input.ToFollowUp(Shell.Here), triage), Gone)))
        {
            return Lead($"/incidents/{key!.Reference}", Words.Get(triage ? "Incidents.LoggedTriaged" : "Incidents.Logged", key.Reference));
        }

        RenameErrors();
        CameBack = true;
        return await ShowAsync();
    }

    /// <summary>Writes what was typed into a case that exists already, as a comment of the national team.</summary>
    public async Task<IActionResult> OnPostAddToAsync(string reference)
    {
        ModelState.Clear();
        var text = string.Join("\n\n", new[] { Input.Title?.Trim(), Input.Summary?.Trim() }.Where(t => !string.IsNullOrEmpty(t)));
        // What was marked stricter than that case keeps its marking there.
        var there = (await Send.SendAsync(new GetIncidentQuery(reference), Gone)).Tlp;
        var input = new WriteCommentInput
        {
            Text = text,
            Audience = new AudienceInput(CommentAudience.National, null),
            Tlp = Input.Tlp > there ? Input.Tlp : null,
        };
        if (await TryOnceAsync(() => Send.SendAsync(new WriteCommentCommand(reference, input), Gone)))
        {
            return Lead($"/incidents/{reference}", Words.Get("Incidents.AddedTo", reference));
        }

        CameBack = true;
        return await ShowAsync();
    }

    private void EnsureMayLog()
    {
        if (!Shell.Holds(Permission.WorkCases))
        {
            throw new ForbiddenException("Your roles do not log incidents.");
        }
    }

    private async Task<IActionResult> ShowAsync()
    {
        People = (await Send.SendAsync(new ListAssigneesQuery(null), Gone)).Items;
        await FindAlikeAsync(Input.Title);
        return Page();
    }

    private async Task FindAlikeAsync(string? title) =>
        LookAlikes = string.IsNullOrWhiteSpace(title) ? [] : (await Send.SendAsync(new FindLookAlikesQuery(title), Gone)).Items;

    private IActionResult Lead(string to, string text)
    {
        if (!Request.Headers.ContainsKey(SentByScript))
        {
            return Done(to, text);
        }

        Flash(text);
        Response.Headers.Location = to;
        return StatusCode(StatusCodes.Status201Created);
    }

    /// <summary>What the form itself can tell; the rest is the command's.</summary>
    private void CheckForm()
    {
        Need(Input.Title, "Input.Title", "Incidents.FieldTitle");
        Need(Input.Summary, "Input.Summary", "Incidents.FieldSummary");
        Need(Input.Classification, "Input.Classification", "Incidents.FieldClass");
        Need(Input.Severity?.ToString(), "Input.Severity", "Incidents.Severity");
        Need(Input.Tlp?.ToString(), "Input.Tlp", "Incidents.FieldTlp");
        foreach (var unknown in Input.Partners.Where(p => !string.IsNullOrWhiteSpace(p.Country) && LogForm.CodeOf(Shell.Names, p.Country) is null))
        {
            ModelState.AddModelError("Input.Partners", Words.Get("Incidents.UnknownCountry", unknown.Country));
        }

        CheckInstant(Input.OccurredAt, "Input.OccurredAt");
        CheckInstant(Input.DetectedAt, "Input.DetectedAt");
        if (Input.FollowsUp)
        {
            Need(Input.FollowUpTitle, "Input.FollowUpTitle", "Incidents.FieldFollowUp");
            Need(Input.FollowUpAt, "Input.FollowUpAt", "Incidents.FieldFollowUp");
            CheckInstant(Input.FollowUpAt, "Input.FollowUpAt");
        }
    }

    /// <summary>A field that has to be filled in, named so that the list of errors can be read alone.</summary>
    private void Need(string? value, string field, string label)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            ModelState.AddModelError(field, Words.Get("Incidents.FillIn", Words.Get(label)));
        }
    }

    /// <summary>Moves the errors of the command to the fields of the form.</summary>
    private void RenameErrors()
    {
        foreach (var (field, state) in ModelState.Where(s => s.Value!.Errors.Count > 0).ToList())
        {
            var name = field switch
            {
                "Input.followUp.title" => "Input.FollowUpTitle",
                "Input.followUp.dueAt" => "Input.FollowUpAt",
                "Input.followUp.assignee" => "Input.FollowUpBy",
                _ when field.StartsWith("Input.partners", StringComparison.Ordinal) => "Input.Partners",
                _ when field.StartsWith("Input.classification.", StringComparison.Ordinal) => "Input.Classification",
                _ when field.StartsWith("Input.tags", StringComparison.Ordinal) => "Input.Tags",
                _ => field,
            };
            if (name != field)
            {
                state!.Errors.ToList().ForEach(e => ModelState.AddModelError(name, e.ErrorMessage));
                ModelState.Remove(field);
            }
        }
    }
}
