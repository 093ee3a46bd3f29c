using CyberIncidents.Application.Agreements;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Requests;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Requests;

/// <summary>What a partner may ask of us, and what it has to state.</summary>
/// <param name="Kinds">The kinds that its organisation may ask and ours may be asked.</param>
/// <param name="Fields">What the legal basis demands of the kind; the texts are empty.</param>
public sealed record FilingOptions(IReadOnlyList<RequestKind> Kinds, IReadOnlyList<BasisFieldDetail> Fields);

/// <summary>Reads what the viewer's organisation may ask of us.</summary>
/// <param name="Kind">The kind whose demands are wanted; null for none.</param>
/// <param name="LegalBasis">The legal basis whose demands are wanted; null for none.</param>
[RequirePermission(Permission.FileRequests)]
public sealed record GetFilingOptionsQuery(RequestKind? Kind, string? LegalBasis) : IQuery<FilingOptions>;

internal sealed class GetFilingOptionsValidator : AbstractValidator<GetFilingOptionsQuery>
{
    public GetFilingOptionsValidator()
    {
        RuleFor(q => q.Kind).IsInEnum();
        RuleFor(q => q.LegalBasis).OptionalText(Validation.CodeLength);
    }
}

internal sealed class GetFilingOptionsHandler(IAppDb db, IViewerAccessor viewer) : IQueryHandler<GetFilingOptionsQuery, FilingOptions>
{
    public async Task<FilingOptions> Handle(GetFilingOptionsQuery query, CancellationToken cancellationToken)
    {
        var mine = viewer.Required.OrganisationId;
        var sides = await db.Organisations.Where(o => o.Id == mine || o.IsHome).Select(o => new { o.Id, o.Kind, o.IsHome }).ToListAsync(cancellationToken);
        var rules = await db.RequestKindRules.AsNoTracking().OrderBy(k => k.Kind).ToListAsync(cancellationToken);
        var kinds = FilingChecks.Of(rules, sides.Single(s => s.Id == mine).Kind, sides.Single(s => s.IsHome).Kind);
        var demanded = query.Kind is { } kind ? await db.DemandedAsync(new Asking(query.LegalBasis, kind, mine), cancellationToken) : [];
        return new FilingOptions(kinds, [.. demanded.Select(f => new BasisFieldDetail(f.Code, Words.Pick(f.LabelEn, f.LabelId), null))]);
    }
}
