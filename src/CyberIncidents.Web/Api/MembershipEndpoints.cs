using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Partners;
using CyberIncidents.Application.Reference;

namespace CyberIncidents.Web.Api;

/// <summary>What organisations and countries belong to, and the clients of organisations.</summary>
internal static class MembershipEndpoints
{
    private static readonly string[] Filters = ["organisation", "country", "network"];

    public static void MapMemberships(this IEndpointRouteBuilder api)
    {
        api.MapGet("/networks", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new ListNetworksQuery(), context.RequestAborted));
            })
            .WithTags("Directory").Sending("List networks", typeof(ListNetworksQuery)).Produces<Page<CodeDetail>>();
        var memberships = api.MapGroup("/memberships").WithTags("Directory");
        memberships.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureOnly(Filters);
                return Results.Ok(await send.SendAsync(
                    new ListMembershipsQuery(request.Key("organisation"), request.Text("country"), request.Text("network"), request.Page()), context.RequestAborted));
            })
            .Sending("List memberships", typeof(ListMembershipsQuery)).AsPages(Filters).Produces<Page<MembershipDetail>>();
        memberships.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadAsync(id, context, send))
            .Sending("Read a membership", typeof(GetMembershipQuery)).Produces<MembershipDetail>();
        memberships.MapPost("", async (Body<MembershipInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new RegisterMembershipCommand(body.Value), context.RequestAborted);
                return await ReadAsync(key.Id, context, send, $"/api/v1/memberships/{key.Id}");
            })
            .Sending("Register a membership", typeof(RegisterMembershipCommand)).Produces<MembershipDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        memberships.MapPatch("/{id:guid}", async (Guid id, Body<EditMembershipInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditMembershipCommand(id, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadAsync(id, context, send);
            })
            .Sending("Edit a membership", typeof(EditMembershipCommand)).AsPatch().Produces<MembershipDetail>();
        MapConstituents(api);
    }

    private static void MapConstituents(IEndpointRouteBuilder api)
    {
        var ofOrganisation = api.MapGroup("/organisations/{id:guid}/constituents").WithTags("Directory");
        ofOrganisation.MapGet("", async (Guid id, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly();
                return Results.Ok(await send.SendAsync(new ListConstituentsQuery(id, context.Request.Page()), context.RequestAborted));
            })
            .Sending("List constituents", typeof(ListConstituentsQuery)).AsPages().Produces<Page<ConstituentDetail>>();
        ofOrganisation.MapPost("", async (Guid id, Body<ConstituentInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new AddConstituentCommand(id, body.Value), context.RequestAborted);
                return await ReadConstituentAsync(key.Id, context, send, $"/api/v1/constituents/{key.Id}");
            })
            .Sending("List a constituent", typeof(AddConstituentCommand)).Produces<ConstituentDetail>(StatusCodes.Status201Created);
        var constituents = api.MapGroup("/constituents").WithTags("Directory");
        constituents.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadConstituentAsync(id, context, send))
            .Sending("Read a constituent", typeof(GetConstituentQuery)).Produces<ConstituentDetail>();
        constituents.MapPatch("/{id:guid}", async (Guid id, Body<EditConstituentInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditConstituentCommand(id, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadConstituentAsync(id, context, send);
            })
            .Sending("Edit a constituent", typeof(EditConstituentCommand)).AsPatch().Produces<ConstituentDetail>();
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetMembershipQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }

    private static async Task<IResult> ReadConstituentAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetConstituentQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}
