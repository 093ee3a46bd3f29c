using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Reference;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Reference;

/// <summary>The key of a legal basis in an answer.</summary>
/// <param name="Code">The basis.</param>
public sealed record LegalBasisKey(string Code);

/// <summary>
/// Lists the legal bases in their order; retired ones only where they are asked for. A partner gets those on which a request to it rests:
/// what was agreed with others is not for it.
/// </summary>
/// <param name="Jurisdiction">Only those of this jurisdiction.</param>
/// <param name="Retired">Those that left the list instead of those on it.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record ListLegalBasesQuery(string? Jurisdiction = null, bool? Retired = null) : IQuery<Page<LegalBasisDetail>>;

/// <summary>Reads a legal basis, retired or not: old requests rest on it. Of a partner, as with the list.</summary>
/// <param name="Code">The basis.</param>
[RequirePermission(Permission.SignedIn)]
public sealed record GetLegalBasisQuery(string Code) : IQuery<LegalBasisDetail>;

/// <summary>Lists all legal bases, retired ones too, so that pages can name whatever a request that their reader sees rests on.</summary>
[RequirePermission(Permission.System)]
public sealed record ListAllLegalBasesQuery : IQuery<Page<LegalBasisDetail>>;

/// <summary>Adds a legal basis.</summary>
/// <param name="Input">What it says.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record AddLegalBasisCommand(LegalBasisInput Input) : ICommand<LegalBasisKey>;

/// <summary>Edits a legal basis, takes it off the list or puts it back; requests that rest on it do not change.</summary>
/// <param name="Code">The basis.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepReference)]
public sealed record EditLegalBasisCommand(string Code, EditLegalBasisInput Input, long? ExpectedVersion) : ICommand<LegalBasisKey>;

internal sealed class AddLegalBasisValidator : AbstractValidator<AddLegalBasisCommand>
{
    public AddLegalBasisValidator() => RuleFor(c => c.Input).SetValidator(new LegalBasisForm());
}

internal sealed class EditLegalBasisValidator : AbstractValidator<EditLegalBasisCommand>
{
    public EditLegalBasisValidator() => RuleFor(c => c.Input.Retired.Value).NotNull().When(c => c.Input.Retired.IsSet);
}

internal sealed class ListLegalBasesHandler(IAppDb db, IViewerAccessor viewer, HomeSettings home, TimeProvider time)
    : IQueryHandler<ListLegalBasesQuery, Page<LegalBasisDetail>>
{
    public async Task<Page<LegalBasisDetail>> Handle(ListLegalBasesQuery query, CancellationToken cancellationToken)
    {
        var retired = query.Retired == true;
        var bases = await db.BasesFor(viewer.Required)
            .Where(b => b.RetiredAt != null == retired && (query.Jurisdiction == null || b.Jurisdiction == query.Jurisdiction))
            .OrderBy(b => b.SortOrder).ThenBy(b => b.Id).ToListAsync(cancellationToken);
        var (today, both) = (Zones.DateOf(time.GetUtcNow(), home.TimeZone), viewer.Required.Holds(Permission.KeepReference));
        return new Page<LegalBasisDetail>([.. bases.Select(b => LegalBasisDetail.Of(b, today, both))], null);
    }
}

internal sealed class GetLegalBasisHandler(IAppDb db, IViewerAccessor viewer, HomeSettings home, TimeProvider time)
    : IQueryHandler<GetLegalBasisQuery, LegalBasisDetail>
{
    public async Task<LegalBasisDetail> Handle(GetLegalBasisQuery query, CancellationToken cancellationToken) =>
        await db.BasesFor(viewer.Required).SingleOrDefaultAsync(b => b.Code == query.Code, cancellationToken) is { } basis
            ? LegalBasisDetail.Of(basis, Zones.DateOf(time.GetUtcNow(), home.TimeZone), viewer.Required.Holds(Permission.KeepReference))
            : throw new NotFoundException();
}

internal sealed class ListAllLegalBasesHandler(IAppDb db, HomeSettings home, TimeProvider time) : IQueryHandler<ListAllLegalBasesQuery, Page<LegalBasisDetail>>
{
    public async Task<Page<LegalBasisDetail>> Handle(ListAllLegalBasesQuery query, CancellationToken cancellationToken)
    {
        var today = Zones.DateOf(time.GetUtcNow(), home.TimeZone);
        var bases = await db.LegalBases.AsNoTracking().OrderBy(b => b.SortOrder).ThenBy(b => b.Id).ToListAsync(cancellationToken);
        return new Page<LegalBasisDetail>([.. bases.Select(b => LegalBasisDetail.Of(b, today, both: false))], null);
    }
}

internal sealed class AddLegalBasisHandler(IAppDb db, TimeProvider time) : ICommandHandler<AddLegalBasisCommand, LegalBasisKey>
{
    public async Task<LegalBasisKey> Handle(AddLegalBasisCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        if (await db.LegalBases.AnyAsync(b => b.Code == input.Code, cancellationToken))
        {
            throw new InvalidInputException("code", Words.Get("Rules.Error.CodeTaken"));
        }

        await db.EnsureJurisdictionAsync(input.Jurisdiction, null, cancellationToken);
        var last = await db.LegalBases.MaxAsync(b => (int?)b.SortOrder, cancellationToken) ?? -1;
        var basis = new LegalBasis(input.Code!, input.ToCard(), last + 1, addedHere: true, time.GetUtcNow());
        db.LegalBases.Add(basis);
        await db.SaveChangesAsync(cancellationToken);
        return new LegalBasisKey(basis.Code);
    }
}

internal sealed class EditLegalBasisHandler(IAppDb db, IValidator<LegalBasisInput> form, TimeProvider time)
    : ICommandHandler<EditLegalBasisCommand, LegalBasisKey>
{
    public async Task<LegalBasisKey> Handle(EditLegalBasisCommand command, CancellationToken cancellationToken)
    {
        var basis = await db.LegalBases.SingleOrDefaultAsync(b => b.Code == command.Code, cancellationToken) ?? throw new NotFoundException();
        basis.EnsureVersion(command.ExpectedVersion);
        var merged = Merged.EnsureValid(form, command.Input.On(LegalBasisInput.Of(basis)));
        await db.EnsureJurisdictionAsync(merged.Jurisdiction, basis.Jurisdiction, cancellationToken);
        basis.Edit(merged.ToCard());
        if (command.Input.Retired is { IsSet: true, Value: { } retired } && retired != basis.RetiredAt is not null)
        {
            basis.Retire(retired, time.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
        return new LegalBasisKey(basis.Code);
    }
}

/// <summary>What requests and rules may point to.</summary>
internal static class LegalBasisChecks
{
    private static readonly FixedQuery<IReadOnlyList<string>, BasisTerm> ByCode = new((db, codes) =>
        db.LegalBases.Where(b => codes.Contains(b.Code)).Select(b => new BasisTerm(b.Code, b.RetiredAt != null, b.ValidFrom, b.ValidTo)));

    /// <summary>A new request may rest on it.</summary>
    /// <exception cref="InvalidInputException">It is not known, has left the list or is not valid on that day; names <c>legalBasis</c>.</exception>
    public static async Task EnsureBasisAsync(this IAppDb db, string code, DateOnly day, CancellationToken cancellationToken)
    {
        var known = await db.Run(ByCode, [code]).ToListAsync(cancellationToken);
        if (known.Count == 0)
        {
            throw new InvalidInputException("legalBasis", Words.Get("Error.UnknownCode"));
        }

        if (known[0].BlocksOn(day) is { } blocked)
        {
            throw new InvalidInputException("legalBasis", Words.Get($"Terms.Code.{blocked}"));
        }
    }

    /// <summary>Those of some bases on which nothing new may rest on a day, with the reason.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> BlockedBasesAsync(
        this IAppDb db, IEnumerable<string?> codes, DateOnly day, CancellationToken cancellationToken)
    {
        List<string> asked = [.. codes.OfType<string>().Distinct(StringComparer.Ordinal)];
        var blocked = new Dictionary<string, string>(StringComparer.Ordinal);
        if (asked.Count > 0)
        {
            await foreach (var basis in db.Run(ByCode, asked).WithCancellation(cancellationToken))
            {
                if (basis.BlocksOn(day) is { } reason)
                {
                    blocked[basis.Code] = reason;
                }
            }
        }

        return blocked;
    }

    /// <summary>Where a law holds: a country on the list, <c>EU</c> or <c>INT</c>; what a row says already it may go on saying.</summary>
    /// <exception cref="InvalidInputException">It is none of these; names <c>jurisdiction</c>.</exception>
    public static async Task EnsureJurisdictionAsync(this IAppDb db, string? jurisdiction, string? kept, CancellationToken cancellationToken)
    {
        if (jurisdiction is not ("EU" or "INT") && jurisdiction != kept
            && !await db.Countries.AnyAsync(c => c.Code == jurisdiction && c.RetiredAt == null, cancellationToken))
        {
            throw new InvalidInputException("jurisdiction", Words.Get("Rules.Error.Jurisdiction"));
        }
    }

    private sealed record BasisTerm(string Code, bool Retired, DateOnly? ValidFrom, DateOnly? ValidTo)
    {
        public string? BlocksOn(DateOnly day) => LegalBasis.Blocks(Retired, ValidFrom, ValidTo, day);
    }
}

/// <summary>The legal bases that a viewer may read.</summary>
internal static class ReadableBases
{
    public static IQueryable<LegalBasis> BasesFor(this IAppDb db, Viewer viewer)
    {
        var all = db.LegalBases.AsNoTracking();
        return viewer.IsPartner ? all.Where(b => db.Requests.Any(r => r.LegalBasis == b.Code)) : all;
    }
}
