using CyberIncidents.Application.Admin;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.People;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.People;
using CyberIncidents.Infrastructure.Identity;

namespace CyberIncidents.Web.Api;

/// <summary>Users, for administrators.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Users");
        users.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly("q", "role", "organisation", "disabled");
                return Results.Ok(await send.SendAsync(FilterOf(context.Request), context.RequestAborted));
            })
            .Sending("List users", typeof(ListUsersQuery)).AsPages("q", "role", "organisation", "disabled").Produces<Page<UserDetail>>();
        users.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadAsync(id, context, send))
            .Sending("Read a user", typeof(GetUserQuery)).Produces<UserDetail>();
        users.MapPost("", async (Body<RegisterUserInput> body, HttpContext context, IDispatcher send, SetUpService setUp) =>
            {
                var replay = await context.IsReplayAsync();
                var key = await send.SendAsync(new RegisterUserCommand(body.Value), context.RequestAborted);
                return await LinkedAsync(key.Id, replay, context, send, setUp, $"/api/v1/users/{key.Id}");
            })
            .Sending("Register a user", typeof(RegisterUserCommand)).Produces<UserDetail>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict);
        users.MapPatch("/{id:guid}", async (Guid id, Body<EditUserInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new EditUserCommand(id, body.Value, context.RequiredVersion()), context.RequestAborted);
                return await ReadAsync(id, context, send);
            })
            .Sending("Edit a user", typeof(EditUserCommand)).AsPatch().Produces<UserDetail>();
        users.MapPost("/{id:guid}/actions/renew-set-up", async (Guid id, HttpContext context, IDispatcher send, SetUpService setUp) =>
            {
                var replay = await context.IsReplayAsync();
                await send.SendAsync(new RenewSetUpCommand(id), context.RequestAborted);
                return await LinkedAsync(id, replay, context, send, setUp, null);
            })
            .Sending("Make a new set-up link", typeof(RenewSetUpCommand)).Produces<UserDetail>();
        MapApproval(users);
    }

    private static void MapApproval(RouteGroupBuilder users) =>
        users.MapPost("/{id:guid}/actions/approve", async (Guid id, HttpContext context, IDispatcher send) =>
                Results.Ok(await send.SendAsync(new ApproveSpeakerCommand(id), context.RequestAborted)))
            .Sending("Approve who speaks for an organisation", typeof(ApproveSpeakerCommand)).AsAction().Produces<PersonKey>();

    private static ListUsersQuery FilterOf(HttpRequest request) => new(
        request.Text("q"), request.Page(), request.Text("role") is { } role ? RoleOf(role) : null, request.Key("organisation"), request.Flag("disabled"));

    private static Roles RoleOf(string name) =>
        Enum.GetValues<Roles>().FirstOrDefault(r => r != Roles.None && r.ToString() == name) is var role and not Roles.None
            ? role
            : throw new InvalidInputException("role", $"One of: {string.Join(", ", Enum.GetNames<Roles>().Skip(1))}.");

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, IDispatcher send)
    {
        var detail = await send.SendAsync(new GetUserQuery(id), context.RequestAborted);
        return context.Versioned(detail, detail.Version);
    }

    /// <summary>The link is made after the commit and stands in the first answer only: a repeated call must not open the account again.
    /// While the account waits for a second person there is none.</summary>
    private static async Task<IResult> LinkedAsync(Guid id, bool replay, HttpContext context, IDispatcher send, SetUpService setUp, string? created)
    {
        var detail = await send.SendAsync(new GetUserQuery(id), context.RequestAborted);
        var link = replay || detail.AwaitsSecondSince is not null ? null : await setUp.ForPersonAsync(id, context.RequestAborted);
        return context.Versioned(detail with { SetUpLink = link }, detail.Version, created);
    }
}
