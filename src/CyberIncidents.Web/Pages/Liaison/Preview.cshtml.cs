using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Web.Pages.Requests;
using CyberIncidents.Web.Pages.Ui;
using Microsoft.AspNetCore.Mvc;

namespace CyberIncidents.Web.Pages.Liaison;

/// <summary>
/// The page of a partner, seen by one of ours: now, or as it would be after telling the partner. What it shows is read by the
/// partner's own filter; it has no handler that writes.
/// </summary>
internal sealed class PreviewModel(Shell shell, IDispatcher send, HomeSettings home) : SharedCaseModel(shell, send, home)
{
    private readonly HomeSettings _home = home;

    /// <summary>What the partner sees; null when the move that was to be looked at is refused.</summary>
    public IncidentPreview? Preview { get; private set; }

    /// <summary>The part that would be told; null to look at things as they are.</summary>
    public Guid? Notify { get; private set; }

    /// <summary>The title written for the partner.</summary>
    public string? Title { get; private set; }

    /// <summary>The summary written for it.</summary>
    public string? Summary { get; private set; }

    /// <summary>Where the choice of a person is sent.</summary>
    public string Address => Notify is { } id ? $"/incidents/{Reference}/preview?handler=Notify&participation={id}" : $"/incidents/{Reference}/preview";

    public async Task<IActionResult> OnGetAsync(Guid? organisation, Guid? person)
    {
        if (organisation is null)
        {
            return NotFound();
        }

        try
        {
            await LookAsync(new PreviewEyes(organisation, null, person), null);
        }
        catch (InvalidInputException)
        {
            return NotFound();
        }

        return Page();
    }

    /// <summary>How it would be for a partner that is told in these words.</summary>
    public async Task<IActionResult> OnPostNotifyAsync(Guid participation, Guid? person)
    {
        Notify = participation;
        (Title, Summary) = (Typed(participation, nameof(ParticipationActionInput.SharedTitle)), Typed(participation, nameof(ParticipationActionInput.SharedSummary)));
        var input = new ParticipationActionInput { SharedTitle = Title, SharedSummary = Summary };
        var move = PreviewedMove.Of(new MoveParticipationCommand(Reference, participation, ParticipationMove.Notify, input, null));
        await TryAsync(() => LookAsync(new PreviewEyes(null, participation, person), move), string.Empty);
        return Page();
    }

    /// <summary>The requests as the partner reads them.</summary>
    public IEnumerable<DetailsModel> Requests() => Preview!.Requests.Select(r => DetailsModel.Previewed(Shell, Send, _home, r));

    /// <summary>What a field that leaves is called.</summary>
    public static string NameOf(PreviewedField field)
    {
        var name = Words.Find($"Preview.Field.{field.Field.Split('.')[^1]}") ?? field.Field;
        return field.Item is null ? name : $"{Words.Get($"Preview.Part.{field.Part}")} {field.Item}: {name}";
    }

    /// <summary>What it says, in the words of the page that shows it.</summary>
    public string ValueOf(PreviewedField field)
    {
        var name = field.Field.Split('.')[^1];
        return FieldWords.Of(Shell, $"{char.ToUpperInvariant(name[0])}{name[1..]}", field.Value);
    }

    private string? Typed(Guid participation, string field) => HttpContext.Request.Form[$"Partner[{participation}].{field}"].FirstOrDefault();

    private async Task LookAsync(PreviewEyes eyes, PreviewedMove? move)
    {
        Preview = await Send.SendAsync(
            new PreviewIncidentQuery(Reference, eyes, move) { AlsoRead = (send, _) => ReadThroughAsync(send, ReadAsync) }, Gone);
        Shell.PreviewedAtHome = (await Send.SendAsync(new GetOrganisationQuery(Preview.Organisation.Id), Gone)).AtHome;
        Shell.PreviewedAs = Preview.Organisation;
    }
}
