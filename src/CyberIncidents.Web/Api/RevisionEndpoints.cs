using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Application.Revisions;
using CyberIncidents.Application.Sharing;
using CyberIncidents.Domain.Sharing;

namespace CyberIncidents.Web.Api;

/// <summary>Changing what was written, with every version kept, and marking it anew: one mechanism for every kind of item.</summary>
internal static class RevisionEndpoints
{
    public static void MapRevisions(this IEndpointRouteBuilder api)
    {
        var incidents = api.MapGroup("/incidents/{reference}").WithTags("Incidents");
        incidents.MapPatch("/comments/{id:guid}", EditCommentAsync).Sending("Edit a comment", typeof(EditCommentCommand)).AsPatch().Produces<CommentDetail>();
        incidents.MapPatch("/participations/{id:guid}", EditSharedAsync)
            .Sending("Edit what was written for a partner", typeof(EditSharedCommand)).AsPatch().Produces<ParticipationDetail>();
        incidents.MapGet("/comments/{id:guid}/revisions", (string reference, Guid id, HttpContext context, IDispatcher send) =>
                ListAsync(reference, SubjectType.Comment, id, context, send))
            .Sending("List revisions of a comment", typeof(ListRevisionsQuery)).AsPages().Produces<Page<RevisionDetail>>();
        incidents.MapGet("/summary/revisions", (string reference, HttpContext context, IDispatcher send) =>
                ListAsync(reference, SubjectType.Incident, null, context, send))
            .Sending("List revisions of the summary", typeof(ListRevisionsQuery)).AsPages().Produces<Page<RevisionDetail>>();
        incidents.MapGet("/participations/{id:guid}/revisions", (string reference, Guid id, HttpContext context, IDispatcher send) =>
                ListAsync(reference, SubjectType.Participation, id, context, send))
            .Sending("List revisions of what was written for a partner", typeof(ListRevisionsQuery)).AsPages().Produces<Page<RevisionDetail>>();
        MapRemarks(api);
    }

    private static void MapRemarks(IEndpointRouteBuilder api)
    {
        foreach (var (path, type) in new[] { ("comments", SubjectType.Comment), ("observables", SubjectType.Observable), ("evidence", SubjectType.Evidence), ("timeline", SubjectType.TimelineEntry) })
        {
            api.MapPost($"/incidents/{{reference}}/{path}/{{id:guid}}/actions/remark", async (string reference, Guid id, Body<RemarkInput> body, HttpContext context, IDispatcher send) =>
                {
                    await send.SendAsync(new RemarkCommand(reference, type, id, body.Value, context.OptionalVersion()), context.RequestAborted);
                    return await MarkingAsync(reference, type, id, context, send);
                })
                .WithTags("Incidents").Sending($"Mark anew one of the {path}", typeof(RemarkCommand)).AsAction().Produces<ItemMarking>();
            api.MapGet($"/incidents/{{reference}}/{path}/{{id:guid}}/marking", (string reference, Guid id, HttpContext context, IDispatcher send) =>
                    MarkingAsync(reference, type, id, context, send))
                .WithTags("Incidents").Sending($"Read the marking of one of the {path}", typeof(GetItemMarkingQuery)).Produces<ItemMarking>();
        }

        api.MapPost("/requests/{reference}/actions/remark", async (string reference, Body<RemarkInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new RemarkCommand(reference, SubjectType.Request, null, body.Value, context.OptionalVersion()), context.RequestAborted);
                return await RequestEndpoints.ReadAsync(reference, context, send);
            })
            .WithTags("Requests").Sending("Mark anew a request", typeof(RemarkCommand)).AsAction().Produces<Application.Requests.RequestDetail>();
    }

    private static async Task<IResult> MarkingAsync(string reference, SubjectType type, Guid id, HttpContext context, IDispatcher send)
    {
        var marking = await send.SendAsync(new GetItemMarkingQuery(reference, type, id), context.RequestAborted);
        return context.Versioned(marking, marking.Version);
    }

    private static async Task<IResult> ListAsync(string reference, SubjectType type, Guid? id, HttpContext context, IDispatcher send)
    {
        context.Request.EnsureOnly();
        return Results.Ok(await send.SendAsync(new ListRevisionsQuery(reference, type, id, context.Request.Page()), context.RequestAborted));
    }

    private static async Task<IResult> EditCommentAsync(
        string reference, Guid id, Body<EditCommentInput> body, HttpContext context, IDispatcher send, IViewerAccessor viewer)
    {
        if (!viewer.Required.IsPartner)
        {
            await send.SendAsync(new EditCommentCommand(reference, id, body.Value, context.RequiredVersion()), context.RequestAborted);
            return await IncidentEndpoints.CommentAsync(reference, id, context, send, viewer);
        }

        // A partner is told no version: what it read is compared, and its text once more in the transaction.
        var read = await send.SendAsync(new GetSharedCommentQuery(reference, id), context.RequestAborted);
        long? version = context.HasIfMatch() ? null : ReadVersion.Missing;
        if (version is null)
        {
            context.EnsureHash(read);
        }

        await send.SendAsync(new EditCommentCommand(reference, id, body.Value, version, read.Text), context.RequestAborted);
        return await IncidentEndpoints.CommentAsync(reference, id, context, send, viewer);
    }

    private static async Task<IResult> EditSharedAsync(string reference, Guid id, Body<EditSharedInput> body, HttpContext context, IDispatcher send)
    {
        await send.SendAsync(new EditSharedCommand(reference, id, body.Value, context.RequiredVersion()), context.RequestAborted);
        var all = await send.SendAsync(new ListParticipationsQuery(reference), context.RequestAborted);
        var edited = all.Items.Single(p => p.Id == id);
        return context.Versioned(edited, edited.Version);
    }
}
