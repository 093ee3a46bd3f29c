using CyberIncidents.Application.Chasing;
using CyberIncidents.Domain.Requests;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>What is typed of a ladder.</summary>
internal sealed class LadderForm
{
    private const int FreeRows = 3;

    public string? Code { get; set; }

    public string? NameEn { get; set; }

    public string? NameId { get; set; }

    public List<RequestKind> Kinds { get; set; } = [];

    public List<Urgency> Urgencies { get; set; } = [];

    /// <summary>The rows of the table, with empty ones to add steps; a row that is emptied is a step less.</summary>
    public List<LadderRow> Steps { get; set; } = [];

    public long? Version { get; set; }

    /// <summary>The form of a ladder as it stands.</summary>
    public static LadderForm Of(LadderDetail ladder)
    {
        var form = new LadderForm
        {
            Code = ladder.Code,
            NameEn = ladder.NameEn,
            NameId = ladder.NameId,
            Kinds = [.. ladder.Kinds],
            Urgencies = [.. ladder.Urgencies],
            Steps = [.. ladder.Steps.Select(s => LadderRow.Of(s))],
            Version = ladder.Version,
        };
        form.AddRows();
        return form;
    }

    /// <summary>Keeps some rows free at the end.</summary>
    public void AddRows()
    {
        while (Steps.Count < FreeRows || Steps.TakeLast(FreeRows).Any(r => !r.IsEmpty))
        {
            Steps.Add(new LadderRow());
        }
    }

    /// <summary>What was typed, as the API takes it.</summary>
    public LadderInput Read(ModelStateDictionary state)
    {
        // A row's number in the form stays its number in errors: empty rows go to the end before anything is read.
        Steps = [.. Steps.Where(r => !r.IsEmpty)];
        foreach (var key in state.Keys.Where(k => k.StartsWith("Input.Steps[", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            state.Remove(key);
        }

        return new LadderInput
        {
            Code = TypedFields.OrNull(Code),
            NameEn = NameEn,
            NameId = NameId,
            Kinds = Kinds,
            Urgencies = Urgencies,
            Steps = [.. Steps.Select((r, i) => r.Read(state, $"Input.Steps[{i}]"))],
        };
    }
}

/// <summary>What the fields of a ladder are filled from, on the page that adds and on the one that edits.</summary>
/// <param name="Input">What is typed.</param>
internal sealed record LadderFields(LadderForm Input);
