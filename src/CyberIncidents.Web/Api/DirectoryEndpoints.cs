using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Partners;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Web.Api;

/// <summary>Whether organisations can be reached: contact checks, proofs, and what is wrong with the directory.</summary>
internal static class DirectoryEndpoints
{
    public static void MapDirectory(this IEndpointRouteBuilder api)
    {
        MapChecks(api);
        MapOfOrganisations(api);
        var problems = api.MapGroup("/directory/problems").WithTags("Directory");
        problems.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone();
                return Results.Ok(await send.SendAsync(new CountDirectoryProblemsQuery(), context.RequestAborted));
            })
            .Sending("Count directory problems", typeof(CountDirectoryProblemsQuery)).Produces<Page<DirectoryProblemCount>>();
        problems.MapGet("/{kind}", async (string kind, HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureOnly();
                return Results.Ok(await send.SendAsync(new ListDirectoryProblemsQuery(KindOf(kind), context.Request.Page()), context.RequestAborted));
            })
            .Sending("List directory problems", typeof(ListDirectoryProblemsQuery)).AsPages().Produces<Page<DirectoryProblem>>();
    }

    private static void MapChecks(IEndpointRouteBuilder api)
    {
        var checks = api.MapGroup("/contact-checks").WithTags("Directory");
        checks.MapGet("", async (HttpContext context, IDispatcher send) =>
            {
                var request = context.Request;
                request.EnsureOnly("organisation", "open");
                return Results.Ok(await send.SendAsync(
                    new ListContactChecksQuery(request.Key("organisation"), request.Flag("open") == true, request.Page()), context.RequestAborted));
            })
            .Sending("List contact checks", typeof(ListContactChecksQuery)).AsPages("organisation", "open").Produces<Page<ContactCheckDetail>>();
        checks.MapGet("/{id:guid}", (Guid id, HttpContext context, IDispatcher send) => ReadCheckAsync(id, context, send))
            .Sending("Read a contact check", typeof(GetContactCheckQuery)).Produces<ContactCheckDetail>();
        checks.MapPost("/{id:guid}/actions/answer", async (Guid id, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new AnswerContactCheckCommand(id), context.RequestAborted);
                return await ReadCheckAsync(id, context, send);
            })
            .Sending("Contact check action answer", typeof(AnswerContactCheckCommand)).AsAction().Produces<ContactCheckDetail>();
        api.MapPost("/organisations/{id:guid}/contact-checks", async (Guid id, HttpContext context, IDispatcher send) =>
            {
                var key = await send.AskAsync(id, context.RequestAborted);
                return await ReadCheckAsync(key.Id, context, send, $"/api/v1/contact-checks/{key.Id}");
            })
            .WithTags("Directory").Sending("Ask a contact check", typeof(AskContactCheckCommand)).AsAction().Produces<ContactCheckDetail>(StatusCodes.Status201Created);
        api.MapPost("/contact-points/{id:guid}/actions/prove", async (Guid id, Body<NoteProofInput> body, HttpContext context, IDispatcher send) =>
            {
                await send.SendAsync(new NoteProofCommand(id, body.Value, context.OptionalVersion()), context.RequestAborted);
                var detail = await send.SendAsync(new GetContactPointQuery(id), context.RequestAborted);
                return context.Versioned(detail, detail.Version);
            })
            .WithTags("Directory").Sending("Note that a contact point was reached", typeof(NoteProofCommand)).AsAction().Produces<ContactPointDetail>();
    }

    private static void MapOfOrganisations(IEndpointRouteBuilder api)
    {
        var organisations = api.MapGroup("/organisations").WithTags("Directory");
        organisations.MapGet("/{id:guid}/profile", async (Guid id, HttpContext context, IDispatcher send) =>
                Results.Ok(await send.SendAsync(new GetOrganisationProfileQuery(id), context.RequestAborted)))
            .Sending("Read the profile of an organisation", typeof(GetOrganisationProfileQuery)).Produces<OrganisationProfile>();
        organisations.MapGet("/proofs", async (HttpContext context, IDispatcher send) =>
            {
                context.Request.EnsureNone("organisation");
                return Results.Ok(await send.SendAsync(new ListProofsQuery(Keys(context.Request)), context.RequestAborted));
            })
            .Sending("List proofs of organisations", typeof(ListProofsQuery)).WithMetadata(new Takes("organisation")).Produces<Page<ReachProof>>();
    }

    private static async Task<IResult> ReadCheckAsync(Guid id, HttpContext context, IDispatcher send, string? created = null)
    {
        var detail = await send.SendAsync(new GetContactCheckQuery(id), context.RequestAborted);
        return created is null ? Results.Ok(detail) : Results.Created(created, detail);
    }

    /// <summary>Of two who ask at the same moment the later one goes again, and finds the check that runs.</summary>
    public static async Task<ContactCheckKey> AskAsync(this IDispatcher send, Guid organisation, CancellationToken cancellationToken)
    {
        var ask = new AskContactCheckCommand(organisation);
        try
        {
            return await send.SendAsync(ask, cancellationToken);
        }
        catch (DbUpdateException race) when (Problems.IsUniqueViolation(race))
        {
            return await send.SendAsync(ask, cancellationToken);
        }
    }

    private static DirectoryProblemKind KindOf(string kind) =>
        Enum.GetNames<DirectoryProblemKind>().Contains(kind, StringComparer.Ordinal)
            ? Enum.Parse<DirectoryProblemKind>(kind)
            : throw new Application.Common.Errors.NotFoundException();

    private static List<Guid> Keys(HttpRequest request) =>
        [.. request.Query["organisation"].Select(v => Guid.TryParse(v, out var id) ? id : throw new Domain.Common.InvalidInputException("organisation", "Ids."))];
}
