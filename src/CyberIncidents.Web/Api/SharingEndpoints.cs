using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;

namespace CyberIncidents.Web.Api;

/// <summary>Whether partners see one another, and what one of them sees.</summary>
internal static class SharingEndpoints
{
    private static readonly string[] Whom = ["organisation", "person"];

    public static void MapSharing(this RouteGroupBuilder incidents)
    {
        incidents.MapPost("/{reference}/actions/join", (string reference, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
                SwitchAsync(reference, true, body.Value, context, send))
            .Sending("Incident action join", typeof(SwitchJointCommand)).AsAction().Produces<IncidentDetail>();
        incidents.MapPost("/{reference}/actions/unjoin", (string reference, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
                SwitchAsync(reference, false, body.Value, context, send))
            .Sending("Incident action unjoin", typeof(SwitchJointCommand)).AsAction().Produces<IncidentDetail>();
        incidents.MapGet("/{reference}/preview", PreviewAsync).Sending("Preview an incident as an organisation", typeof(PreviewIncidentQuery))
            .WithMetadata(new Takes(Whom)).Produces<IncidentPreview>();
        incidents.MapPost("/{reference}/participations/{id:guid}/preview", PreviewNotifyAsync)
            .Sending("Preview what a partner would be told", typeof(PreviewIncidentQuery)).AsAction().WithMetadata(new Takes("person")).Produces<IncidentPreview>();
        incidents.MapPost("/{reference}/releases/preview", PreviewReleaseAsync)
            .Sending("Preview what a receiver would get", typeof(PreviewIncidentQuery)).AsAction().WithMetadata(new Takes(Whom)).Produces<IncidentPreview>();
    }

    private static async Task<IResult> SwitchAsync(string reference, bool joint, ActionInput input, HttpContext context, IDispatcher send)
    {
        await send.SendAsync(new SwitchJointCommand(reference, joint, input, context.OptionalVersion()), context.RequestAborted);
        var detail = await send.SendAsync(new GetIncidentQuery(reference), context.RequestAborted);
        return context.Versioned(detail, detail.Version);
    }

    private static async Task<IResult> PreviewAsync(string reference, HttpContext context, IDispatcher send)
    {
        var request = context.Request;
        request.EnsureNone(Whom);
        var organisation = request.Key("organisation") ?? throw new InvalidInputException("organisation", "An id.");
        var query = new PreviewIncidentQuery(reference, new PreviewEyes(organisation, null, request.Key("person")), null);
        return Results.Ok(await send.SendAsync(query, context.RequestAborted));
    }

    private static async Task<IResult> PreviewNotifyAsync(string reference, Guid id, Body<ParticipationActionInput> body, HttpContext context, IDispatcher send)
    {
        context.Request.EnsureNone("person");
        var query = new PreviewIncidentQuery(
            reference, new PreviewEyes(null, id, context.Request.Key("person")),
            PreviewedMove.Of(new MoveParticipationCommand(reference, id, ParticipationMove.Notify, body.Value, null)));
        return Results.Ok(await send.SendAsync(query, context.RequestAborted));
    }

    /// <summary>As one of the receivers: the only one, unless it is said which.</summary>
    private static async Task<IResult> PreviewReleaseAsync(string reference, Body<ReleaseInput> body, HttpContext context, IDispatcher send)
    {
        var request = context.Request;
        request.EnsureNone(Whom);
        var organisation = request.Key("organisation") ?? (body.Value.Receivers is [var only] ? only : throw new InvalidInputException("organisation", "An id."));
        var query = new PreviewIncidentQuery(
            reference, new PreviewEyes(organisation, null, request.Key("person")), ReleaseItemsCommand.Rehearsed(reference, body.Value));
        return Results.Ok(await send.SendAsync(query, context.RequestAborted));
    }
}
