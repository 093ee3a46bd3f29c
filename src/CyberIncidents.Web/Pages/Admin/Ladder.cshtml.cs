using CyberIncidents.Application.Chasing;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>One ladder: for which requests it is, and its steps.</summary>
internal sealed class LadderModel(Shell shell, IDispatcher send) : AdminPage(shell, send)
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = string.Empty;

    [BindProperty]
    [ValidateNever]
    public LadderForm Input { get; set; } = new();

    public LadderDetail Ladder { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        Ladder = await Send.SendAsync(new GetLadderQuery(Code), Gone);
        Input = LadderForm.Of(Ladder);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var to = Input.Read(ModelState);
        var edit = new EditLadderInput
        {
            NameEn = new(true, to.NameEn),
            NameId = new(true, to.NameId),
            Kinds = new(true, to.Kinds),
            Urgencies = new(true, to.Urgencies),
            Steps = new(true, to.Steps),
        };
        return ModelState.IsValid && await TryAsync(() => Send.SendAsync(new EditLadderCommand(Code, edit, Input.Version), Gone))
            ? Done($"/admin/ladders/{Code}", Words.Get("Admin.Saved"))
            : await AgainAsync(typed: true);
    }

    public async Task<IActionResult> OnPostRetireAsync(bool retired, long? version)
    {
        var edit = new EditLadderInput { Retired = new(true, retired) };
        return await TryAsync(() => Send.SendAsync(new EditLadderCommand(Code, edit, version), Gone))
            ? Done($"/admin/ladders/{Code}", Words.Get(retired ? "Rules.IsRetired" : "Rules.IsBack"))
            : await AgainAsync(typed: false);
    }

    private async Task<IActionResult> AgainAsync(bool typed)
    {
        Response.StatusCode = Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status400BadRequest : Response.StatusCode;
        Ladder = await Send.SendAsync(new GetLadderQuery(Code), Gone);
        Input = typed ? Input : LadderForm.Of(Ladder);
        Input.AddRows();
        ModelState.Remove($"{nameof(Input)}.{nameof(Input.Version)}");
        Input.Version = Ladder.Version;
        return Page();
    }
}
