using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Requests;
using CyberIncidents.Web.Pages.Admin;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace CyberIncidents.Web.Pages.Agreements;

/// <summary>What is typed of a provision.</summary>
internal sealed class ProvisionForm
{
    public string? Article { get; set; }

    public string? TitleEn { get; set; }

    public string? TitleId { get; set; }

    public string? SummaryEn { get; set; }

    public string? SummaryId { get; set; }

    public List<RequestKind> Kinds { get; set; } = [];

    public string? LegalBasis { get; set; }

    public bool BindingOnly { get; set; }

    /// <summary>One field a line: code, English label and Indonesian label with a bar between.</summary>
    public string? Fields { get; set; }

    public string? Confidence { get; set; } = "K";
}

/// <summary>Adds a provision to an agreement, changes one, or takes one off the list.</summary>
internal sealed class ProvisionModel(Shell shell, IDispatcher send) : AgreementPage(shell, send)
{
    [BindProperty]
    [ValidateNever]
    public ProvisionForm Input { get; set; } = new();

    /// <summary>The provision that is changed; null for a new one.</summary>
    public ProvisionDetail? Provision { get; private set; }

    /// <summary>Where the form is sent.</summary>
    public string Address => $"/agreements/{Code}/provision{Request.QueryString}";

    public async Task OnGetAsync()
    {
        await ReadAsync();
        Version = Agreement.Version;
        if (Provision is { } p)
        {
            Input = new ProvisionForm
            {
                Article = p.Article,
                TitleEn = p.TitleEn,
                TitleId = p.TitleId,
                SummaryEn = p.SummaryEn,
                SummaryId = p.SummaryId,
                Kinds = [.. p.Kinds],
                LegalBasis = p.LegalBasis,
                BindingOnly = p.BindingOnly,
                Fields = string.Join('\n', p.Fields.Select(f => $"{f.Code} | {f.LabelEn} | {f.LabelId}")),
                Confidence = p.Confidence,
            };
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await ReadAsync();
        var typed = new ProvisionInput
        {
            Article = Provision?.Article ?? TypedFields.OrNull(Input.Article),
            TitleEn = Input.TitleEn,
            TitleId = Input.TitleId,
            SummaryEn = TypedFields.OrNull(Input.SummaryEn),
            SummaryId = TypedFields.OrNull(Input.SummaryId),
            Kinds = Input.Kinds,
            LegalBasis = TypedFields.OrNull(Input.LegalBasis),
            BindingOnly = Input.BindingOnly,
            Fields = ReadFields(),
            Confidence = Input.Confidence,
        };
        // It keeps its place; a new one comes last.
        var place = Provision is null ? Agreement.Provisions.Count : Agreement.Provisions.ToList().IndexOf(Provision);
        List<ProvisionInput> all = [.. Agreement.Provisions.Where(p => p != Provision).Select(Of)];
        all.Insert(place, typed);
        return ModelState.IsValid && await SaveAsync(new EditAgreementInput { Provisions = new(true, all) }, $"provisions[{place}]")
            ? Done($"/agreements/{Code}#provisions", Words.Get("Admin.Saved"))
            : await AgainAsync();
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        await ReadAsync();
        List<ProvisionInput> rest = [.. Agreement.Provisions.Where(p => p != Provision).Select(Of)];
        return await SaveAsync(new EditAgreementInput { Provisions = new(true, rest) })
            ? Done($"/agreements/{Code}#provisions", Words.Get("Agreements.ProvisionRemoved"))
            : await AgainAsync();
    }

    private List<RequiredFieldInput> ReadFields()
    {
        var fields = new List<RequiredFieldInput>();
        foreach (var line in (Input.Fields ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split('|', StringSplitOptions.TrimEntries) is [var code, var english, var indonesian])
            {
                fields.Add(new RequiredFieldInput { Code = code, LabelEn = english, LabelId = indonesian });
            }
            else
            {
                ModelState.AddModelError("Input.Fields", Words.Get("Agreements.Error.FieldLine", line));
            }
        }

        return fields;
    }

    private async Task ReadAsync()
    {
        await LoadAsync();
        var article = Request.Query["article"].ToString();
        if (article.Length > 0)
        {
            Provision = Agreement.Provisions.FirstOrDefault(p => p.Article == article) ?? throw new NotFoundException();
        }
    }
}
