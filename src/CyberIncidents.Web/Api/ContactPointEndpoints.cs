using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Partners;

namespace CyberIncidents.Web.Api;

/// <summary>How organisations are reached where nobody has an account.</summary>
internal static class ContactPointEndpoints
{
    public static void MapContactPoints(this IEndpointRouteBuilder api)
    {
        var contacts = api.MapGroup("/contact-points").WithTags("Contact points");
        contacts.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly("organisation");
                return Results.Ok(await send.SendAsync(
                    new ListContactPointsQuery(context.Request.Key("organisation"), context.Request.Page()), context.RequestAborted));
            })
            .Sending("List contact points", typeof(ListContactPointsQuery)).AsPages("organisation").Produces<Page<ContactPointDetail>>();
        contacts.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadAsync(id, context, send))
            .Sending("Read a contact point", typeof(GetContactPointQuery)).Produces<ContactPointDetail>();
        contacts.MapPost("", async (Body<ContactPointInput> body, HttpContext context, IDispatcher send) =>
            {
                var key = await send.SendAsync(new RegisterContactPointCommand(body.Value), context.RequestAborted);
                return await ReadAsync(key.Id, context, send, $"/api/v1/contact-points/{key.Id}");
            })
            .Sending("Register a contact point", typeof(RegisterContactPointCommand)).Produces<ContactPointDetail>(StatusCodes.Status201Created);
        contacts.MapPatch("/{id:guid}", async (Guid id, Body<EditContactPointInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditContactPointCommand(id, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadAsync(id, context, send);
            })
            .Sending("Edit a contact point", typeof(EditContactPointCommand)).AsPatch().Produces<ContactPointDetail>();
    }

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetContactPointQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version, created);
    }
}
