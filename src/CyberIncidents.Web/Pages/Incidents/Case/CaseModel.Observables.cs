using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Observables;
using CyberIncidents.Domain.Observables;
using CyberIncidents.Domain.Sharing;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Incidents.Case;

/// <summary>A text in which to look for observables, and those of it that are to be kept.</summary>
internal sealed class ObserveForm
{
    public string? Text { get; set; }

    /// <summary>Each as <c>Type|what stands in the text</c>.</summary>
    public List<string> Picked { get; set; } = [];

    public string? Tlp { get; set; }

    public string? Note { get; set; }

    public HandlingForm Handling { get; set; } = new();

    /// <summary>What the form says of a recognised one.</summary>
    public static string ValueOf(RecognisedObservable found) => $"{found.Type}|{found.Original}";

    public AddObservablesInput ToInput() => new()
    {
        Items = [.. Picked.Select(p => p.Split('|', 2)).Select(p => new ObservableInput
        {
            Type = TypeOf(p[0]), Value = p.Length > 1 ? p[1] : null, Tlp = TlpLabel.Parse(Tlp), Note = Note, Handling = Handling.ToValue(),
        })],
    };

    internal static ObservableType? TypeOf(string? word) =>
        Enum.GetNames<ObservableType>().Contains(word, StringComparer.Ordinal) ? Enum.Parse<ObservableType>(word!) : null;
}

/// <summary>One observable that is typed by hand.</summary>
internal sealed class ObserveOneForm
{
    public string? Type { get; set; }

    public string? Value { get; set; }

    public string? Tlp { get; set; }

    public string? Note { get; set; }

    public HandlingForm Handling { get; set; } = new();

    public ObservableInput ToInput() =>
        new() { Type = ObserveForm.TypeOf(Type), Value = Value, Tlp = TlpLabel.Parse(Tlp), Note = Note, Handling = Handling.ToValue() };
}

/// <content>Observables.</content>
internal sealed partial class IndexModel
{
    /// <summary>Observables; on their tab.</summary>
    public Page<ObservableDetail> Observables { get; private set; } = new([], null);

    /// <summary>What was found in the text; null before anybody looked.</summary>
    public RecognisedObservables? Recognised { get; private set; }

    /// <summary>A text to look at.</summary>
    [BindProperty(Name = nameof(Observe))]
    public ObserveForm Observe { get; set; } = new();

    /// <summary>An observable to note by hand.</summary>
    [BindProperty(Name = nameof(ObserveOne))]
    public ObserveOneForm ObserveOne { get; set; } = new();

    /// <summary>Only observables of this type; null for all.</summary>
    public ObservableType? ObservableFilter => ObserveForm.TypeOf(One("type"));

    /// <summary>Whether withdrawn observables are shown too.</summary>
    public bool ShowsWithdrawn => One("withdrawn") == "true";

    /// <summary>The name of a type; of a hash also which.</summary>
    public static string TypeName(ObservableType type, string value) =>
        type == ObservableType.FileHash ? ObservableValue.HashName(value) ?? TypeName(type) : TypeName(type);

    /// <summary>The name of a type.</summary>
    public static string TypeName(ObservableType type) => Words.Get($"Terms.ObservableType.{type}");

    public async Task<IActionResult> OnPostRecogniseAsync()
    {
        var done = await TryAsync(RecogniseAsync, nameof(Observe));
        if (done)
        {
            // Whoever has just looked keeps everything, until boxes are cleared.
            ModelState.Remove($"{nameof(Observe)}.{nameof(ObserveForm.Picked)}");
            Observe.Picked = [.. Recognised!.Items.Where(f => f.Known is null).Select(ObserveForm.ValueOf)];
        }

        return await ShowAsync("observe");
    }

    public async Task<IActionResult> OnPostObserveAsync()
    {
        if (Observe.Picked.Count == 0)
        {
            ModelState.AddModelError($"{nameof(Observe)}.{nameof(ObserveForm.Picked)}", Words.Get("Observables.PickOne"));
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (await TryOnceAsync(() => Send.SendAsync(new AddObservablesCommand(Reference, Observe.ToInput()), Gone), nameof(Observe)))
        {
            var count = Observe.Picked.Count;
            return Done(At(CaseTab.Observables), count == 1 ? Words.Get("Observables.AddedOne") : Words.Get("Observables.Added", count));
        }

        if (!string.IsNullOrWhiteSpace(Observe.Text) && Observe.Text.Length <= ObservableRecogniser.MaxText)
        {
            await RecogniseAsync();
        }

        return await ShowAsync("observe");
    }

    public async Task<IActionResult> OnPostObserveOneAsync() =>
        await TryOnceAsync(() => Send.SendAsync(new AddObservableCommand(Reference, ObserveOne.ToInput()), Gone), nameof(ObserveOne))
            ? Done(At(CaseTab.Observables), Words.Get("Observables.AddedOne"))
            : await ShowAsync("observe-one");

    public async Task<IActionResult> OnPostWithdrawObservableAsync(Guid id, string? reason, long? version) =>
        await TryAsync(() => Send.SendAsync(new WithdrawObservableCommand(Reference, id, new ActionInput { Reason = reason }, version), Gone), string.Empty)
            ? Done(At(CaseTab.Observables), Words.Get("Observables.Withdrawn"))
            : await ShowAsync($"withdraw-{id:N}");

    private async Task RecogniseAsync() =>
        Recognised = await Send.SendAsync(new RecogniseObservablesQuery(Reference, new RecogniseObservablesInput { Text = Observe.Text }), Gone);

    private async Task LoadObservablesAsync() => Observables = await Send.SendAsync(
        new ListObservablesQuery(Reference, ObservableFilter is { } type ? [type] : [], ShowsWithdrawn, new PageRequest(RowsAtOnce, One("after"))), Gone);
}
