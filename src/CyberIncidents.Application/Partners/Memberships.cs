using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Reference;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Reference;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Partners;

/// <summary>Lists the networks that organisations and countries belong to.</summary>
[RequirePermission(Permission.ReadCases, Permission.KeepOrganisations)]
public sealed record ListNetworksQuery : IQuery<Page<CodeDetail>>;

/// <summary>Lists memberships, those that ended too.</summary>
/// <param name="OrganisationId">Of this organisation, and of its country.</param>
/// <param name="Country">Of this country.</param>
/// <param name="Network">In this network.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases, Permission.KeepOrganisations)]
public sealed record ListMembershipsQuery(Guid? OrganisationId, string? Country, string? Network, PageRequest Page) : IQuery<Page<MembershipDetail>>;

/// <summary>Reads a membership.</summary>
/// <param name="Id">The membership.</param>
[RequirePermission(Permission.ReadCases, Permission.KeepOrganisations)]
public sealed record GetMembershipQuery(Guid Id) : IQuery<MembershipDetail>;

/// <summary>Notes a membership.</summary>
/// <param name="Input">Which.</param>
[RequirePermission(Permission.KeepOrganisations, Permission.KeepCooperation)]
public sealed record RegisterMembershipCommand(MembershipInput Input) : ICommand<MembershipKey>;

/// <summary>Edits a membership, or ends it.</summary>
/// <param name="Id">The membership.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepOrganisations, Permission.KeepCooperation)]
public sealed record EditMembershipCommand(Guid Id, EditMembershipInput Input, long? ExpectedVersion) : ICommand<MembershipKey>;

/// <summary>What a membership has to look like.</summary>
internal sealed class MembershipForm : AbstractValidator<MembershipInput>
{
    public MembershipForm()
    {
        RuleFor(m => m.OrganisationId).NotNull().When(m => m.Country is null);
        RuleFor(m => m.Country).Null().When(m => m.OrganisationId is not null);
        RuleFor(m => m.Country).OptionalText(2);
        RuleFor(m => m.Network).RequiredText(Validation.CodeLength);
        RuleFor(m => m.Until).Must((m, until) => !(until < m.Since)).WithMessage(_ => Words.Get("Directory.Error.UntilBeforeSince"));
        RuleFor(m => m.Source).OptionalText(400);
    }
}

internal sealed class RegisterMembershipValidator : AbstractValidator<RegisterMembershipCommand>
{
    public RegisterMembershipValidator() => RuleFor(c => c.Input).SetValidator(new MembershipForm());
}

internal sealed class ListNetworksHandler(IAppDb db) : IQueryHandler<ListNetworksQuery, Page<CodeDetail>>
{
    public async Task<Page<CodeDetail>> Handle(ListNetworksQuery query, CancellationToken cancellationToken) =>
        new(await db.CodesAsync(CodeLists.Network, cancellationToken), null);
}

internal sealed class ListMembershipsHandler(IAppDb db)
    : IQueryHandler<ListMembershipsQuery, Page<MembershipDetail>>, IQueryHandler<GetMembershipQuery, MembershipDetail>
{
    private static readonly Dictionary<string, Expression<Func<Membership, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = m => m.CreatedAt,
    };

    public async Task<Page<MembershipDetail>> Handle(ListMembershipsQuery query, CancellationToken cancellationToken)
    {
        var source = db.Memberships.AsQueryable();
        if (query.OrganisationId is { } organisation)
        {
            var country = await db.Organisations.Where(o => o.Id == organisation).Select(o => o.Country).SingleOrDefaultAsync(cancellationToken);
            source = source.Where(m => m.OrganisationId == organisation || (country != null && m.Country == country));
        }

        source = query.Country is { } of ? source.Where(m => m.Country == of) : source;
        source = query.Network is { } network ? source.Where(m => m.Network == network) : source;
        var (rows, next, count) = await Keyset.ReadAsync(
            source, query.Page, Sorts, "createdAt", MembershipReading.Project(db), (row, _) => (row.CreatedAt, row.Id), cancellationToken);
        return new Page<MembershipDetail>([.. rows.Select(r => r.Finish())], next, count);
    }

    public async Task<MembershipDetail> Handle(GetMembershipQuery query, CancellationToken cancellationToken) =>
        (await db.Memberships.Where(m => m.Id == query.Id).Select(MembershipReading.Project(db)).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException()).Finish();
}

internal sealed class RegisterMembershipHandler(IAppDb db, TimeProvider time) : ICommandHandler<RegisterMembershipCommand, MembershipKey>
{
    public async Task<MembershipKey> Handle(RegisterMembershipCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        if (!await db.CodeEntries.AnyAsync(e => e.List == CodeLists.Network && e.Code == input.Network && e.RetiredAt == null, cancellationToken))
        {
            throw new InvalidInputException("network", Words.Get("Error.UnknownCode"));
        }

        if (input.OrganisationId is { } organisation && !await db.Organisations.AnyAsync(o => o.Id == organisation, cancellationToken))
        {
            throw new InvalidInputException("organisationId", Words.Get("Error.UnknownOrganisation"));
        }

        if (input.Country is { } country && !await db.Countries.AnyAsync(c => c.Code == country && c.RetiredAt == null, cancellationToken))
        {
            throw new InvalidInputException("country", Words.Get("Error.UnknownCode"));
        }

        if (input.Until is null)
        {
            await MembershipRules.EnsureOneOpenAsync(db, input, null, cancellationToken);
        }

        var membership = new Membership(input.OrganisationId, input.Country, input.ToCard(), time.GetUtcNow());
        db.Memberships.Add(membership);
        await db.SaveChangesAsync(cancellationToken);
        return new MembershipKey(membership.Id);
    }
}

internal sealed class EditMembershipHandler(IAppDb db, IValidator<MembershipInput> form) : ICommandHandler<EditMembershipCommand, MembershipKey>
{
    public async Task<MembershipKey> Handle(EditMembershipCommand command, CancellationToken cancellationToken)
    {
        var membership = await db.Memberships.SingleOrDefaultAsync(m => m.Id == command.Id, cancellationToken) ?? throw new NotFoundException();
        membership.EnsureVersion(command.ExpectedVersion);
        var merged = Merged.EnsureValid(form, command.Input.On(MembershipInput.Of(membership)));
        if (merged.Until is null)
        {
            await MembershipRules.EnsureOneOpenAsync(db, merged, membership.Id, cancellationToken);
        }

        membership.Edit(merged.ToCard());
        await db.SaveChangesAsync(cancellationToken);
        return new MembershipKey(membership.Id);
    }
}

/// <summary>The rule that noting and editing share.</summary>
internal static class MembershipRules
{
    /// <summary>Nobody belongs to a network twice at a time.</summary>
    public static async Task EnsureOneOpenAsync(IAppDb db, MembershipInput input, Guid? self, CancellationToken cancellationToken)
    {
        if (await db.Memberships.AnyAsync(
            m => m.OrganisationId == input.OrganisationId && m.Country == input.Country && m.Network == input.Network && m.Until == null && m.Id != self,
            cancellationToken))
        {
            throw new RuleBrokenException("membership-open", "That membership is noted already and has no end.");
        }
    }
}
