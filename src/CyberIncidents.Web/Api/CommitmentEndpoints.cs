using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Engagements;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Engagements;

namespace CyberIncidents.Web.Api;

/// <summary>Commitments, and the programme of a year.</summary>
internal static class CommitmentEndpoints
{
    public static readonly string[] Filters = ["owedBy", "state", "overdue", "country", "engagement", "responsible", "instrument"];

    public static void MapCommitments(this IEndpointRouteBuilder api)
    {
        var commitments = api.MapGroup("/commitments").WithTags("Commitments");
        commitments.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly(Filters);
                return Results.Ok(await send.SendAsync(new ListCommitmentsQuery(context.Request.CommitmentFilter(), context.Request.Page()), context.RequestAborted));
            })
            .Sending("List commitments", typeof(ListCommitmentsQuery)).AsPages(Filters).Produces<Page<CommitmentDetail>>();
        commitments.MapPost("", async (Body<CommitmentInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new MakeCommitmentCommand(body.Value), context.RequestAborted);
                return await ReadAsync(key.Reference, context, send, $"/api/v1/commitments/{key.Reference}");
            })
            .Sending("Note a commitment", typeof(MakeCommitmentCommand)).Produces<CommitmentDetail>(StatusCodes.Status201Created);
        commitments.MapGet("/{reference}", (string reference, HttpContext context, IDispatcher send) => ReadAsync(reference, context, send))
            .Sending("Read a commitment", typeof(GetCommitmentQuery)).Produces<CommitmentDetail>();
        commitments.MapPatch("/{reference}", async (string reference, Body<EditCommitmentInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditCommitmentCommand(reference, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadAsync(reference, context, send);
            })
            .Sending("Edit a commitment", typeof(EditCommitmentCommand)).AsPatch().Produces<CommitmentDetail>();
        foreach (var move in Enum.GetValues<CommitmentMove>())
        {
            commitments.MapPost($"/{{reference}}/actions/{MoveName.Of(move)}", async (string reference, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
                {
                    await send.SendAsync(new MoveCommitmentCommand(reference, move, body.Value, context.OptionalVersion()), context.RequestAborted);
                    return await ReadAsync(reference, context, send);
                })
                .Sending($"Commitment action {MoveName.Of(move)}", typeof(MoveCommitmentCommand)).AsAction().Produces<CommitmentDetail>();
        }

        api.MapGet("/programme", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("year");
                return Results.Ok(await send.SendAsync(new GetProgrammeQuery(context.Request.Integer("year")), context.RequestAborted));
            })
            .WithTags("Commitments").Sending("Read the programme of a year", typeof(GetProgrammeQuery)).WithMetadata(new Takes("year")).Produces<Programme>();
    }

    /// <summary>The filter of a list, for the API and the page.</summary>
    public static CommitmentFilter CommitmentFilter(this HttpRequest request) => new()
    {
        OwedBy = request.Words<CommitmentSide>("owedBy", t => t switch { "us" => CommitmentSide.Us, "them" => CommitmentSide.Them, _ => null }, ["us", "them"])
            .Select(s => (CommitmentSide?)s).FirstOrDefault(),
        State = request.Words<CommitmentState>("state"),
        Overdue = request.Flag("overdue") == true,
        Country = request.Text("country"),
        Engagement = request.Text("engagement"),
        Instrument = request.Text("instrument"),
        Responsible = request.Key("responsible"),
    };

    private static async Task<IResult> ReadAsync(string reference, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetCommitmentQuery(reference), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}
