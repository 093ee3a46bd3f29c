using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Partners;

namespace CyberIncidents.Web.Api;

/// <summary>Changes of their own profiles that partners propose.</summary>
internal static class ProposalEndpoints
{
    public static void MapProposals(this IEndpointRouteBuilder api)
    {
        var proposals = api.MapGroup("/profile-proposals").WithTags("Directory");
        proposals.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureOnly("organisation", "waiting");
                return Results.Ok(await send.SendAsync(
                    new ListProposalsQuery(request.Key("organisation"), request.Flag("waiting") == true, request.Page()), context.RequestAborted));
            })
            .Sending("List profile proposals", typeof(ListProposalsQuery)).AsPages("organisation", "waiting").Produces<Page<ProposalDetail>>();
        proposals.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadAsync(id, context, send))
            .Sending("Read a profile proposal", typeof(GetProposalQuery)).Produces<ProposalDetail>();
        proposals.MapPost("", async (Body<ProposeInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new ProposeProfileCommand(body.Value), context.RequestAborted);
                return await ReadAsync(key.Id, context, send, $"/api/v1/profile-proposals/{key.Id}");
            })
            .Sending("Propose a change of the own profile", typeof(ProposeProfileCommand)).Produces<ProposalDetail>(StatusCodes.Status201Created);
        foreach (var approve in new[] { true, false })
        {
            var word = approve ? "approve" : "reject";
            proposals.MapPost($"/{{id:guid}}/actions/{word}", async (Guid id, Body<ActionInput> body, HttpContext context, IDispatcher send) =>
                {
                    await send.SendAsync(new DecideProposalCommand(id, approve, body.Value), context.RequestAborted);
                    return await ReadAsync(id, context, send);
                })
                .Sending($"Profile proposal action {word}", typeof(DecideProposalCommand)).AsAction().Produces<ProposalDetail>();
        }

        proposals.MapPost("/{id:guid}/actions/withdraw", async (Guid id, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new WithdrawProposalCommand(id), context.RequestAborted);
                return await ReadAsync(id, context, send);
            })
            .Sending("Profile proposal action withdraw", typeof(WithdrawProposalCommand)).AsAction().Produces<ProposalDetail>();
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetProposalQuery(id), context.RequestAborted);
        return created is null ? Results.Ok(detail) : Results.Created(created, detail);
    }
}
