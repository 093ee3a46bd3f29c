using System.Linq.Expressions;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Sharing;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Agreements;

/// <summary>A norm that is at issue in a case.</summary>
public sealed record CiteNormInput
{
    /// <summary>The agreement in which it stands, by its code.</summary>
    public string? Agreement { get; init; }

    /// <summary>Its letter or number; once in a case.</summary>
    public string? Article { get; init; }

    /// <summary>Why it is at issue; at most 2,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>The key of a citation in an answer.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The citation.</param>
public sealed record CaseNormKey(string Reference, Guid Id);

/// <summary>Lists the norms at issue in a case, the newest citation first.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Page">Which page; sorted by <c>createdAt</c>.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record ListCaseNormsQuery(string Reference, PageRequest Page) : IQuery<Page<CaseNormDetail>>;

/// <summary>Reads a citation; a withdrawn one too.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The citation.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetCaseNormQuery(string Reference, Guid Id) : IQuery<CaseNormDetail>, IOpensOne<CaseNormDetail>
{
    OpenedItem? IOpensOne<CaseNormDetail>.Opened(CaseNormDetail answer) => new(answer.IncidentId, SubjectType.Incident, answer.IncidentId, answer.Tlp);
}

/// <summary>Cites a norm in a case.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Input">The norm.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record CiteNormCommand(string Reference, CiteNormInput Input) : ICommand<CaseNormKey>;

/// <summary>Withdraws a citation; it stays in the history, and the norm may be cited anew.</summary>
/// <param name="Reference">The case.</param>
/// <param name="Id">The citation.</param>
/// <param name="ExpectedVersion">The version that was read; null when the caller does not care.</param>
[RequirePermission(Permission.WorkCases)]
public sealed record WithdrawCaseNormCommand(string Reference, Guid Id, long? ExpectedVersion) : ICommand<CaseNormKey>;

internal sealed class CiteNormValidator : AbstractValidator<CiteNormCommand>
{
    public CiteNormValidator()
    {
        RuleFor(c => c.Input.Agreement).RequiredText(Validation.CodeLength);
        RuleFor(c => c.Input.Article).RequiredText(32);
        RuleFor(c => c.Input.Note).OptionalText(2000);
    }
}

internal sealed class ListCaseNormsHandler(IAppDb db, IViewerAccessor viewer, IBrokenGlass glass)
    : IQueryHandler<ListCaseNormsQuery, Page<CaseNormDetail>>, IQueryHandler<GetCaseNormQuery, CaseNormDetail>
{
    private static readonly Dictionary<string, Expression<Func<NormCitation, DateTimeOffset>>> Sorts = new(StringComparer.Ordinal)
    {
        ["createdAt"] = c => c.CreatedAt,
    };

    public async Task<Page<CaseNormDetail>> Handle(ListCaseNormsQuery query, CancellationToken cancellationToken)
    {
        var (id, may) = await CaseAsync(query.Reference, cancellationToken);
        var (rows, next, count) = await Keyset.ReadAsync(
            db.NormCitations.Where(c => c.IncidentId == id && c.WithdrawnAt == null), query.Page, Sorts, "-createdAt", Project(), (row, _) => (row.At, row.Id),
            cancellationToken);
        return new Page<CaseNormDetail>([.. rows.Select(r => r with { MayWithdraw = may })], next, count);
    }

    public async Task<CaseNormDetail> Handle(GetCaseNormQuery query, CancellationToken cancellationToken)
    {
        var (id, may) = await CaseAsync(query.Reference, cancellationToken);
        var row = await db.NormCitations.Where(c => c.IncidentId == id && c.Id == query.Id).Select(Project()).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        return row with { MayWithdraw = may && row.WithdrawnAt is null };
    }

    private async Task<(Guid Id, bool May)> CaseAsync(string reference, CancellationToken cancellationToken)
    {
        var found = await db.Incidents.Where(i => i.Reference == reference).Select(i => new { i.Id, i.Status, i.Tlp }).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException();
        return (found.Id, viewer.Required.Holds(Permission.WorkCases) && IncidentLifecycle.BlocksMore(found.Status) is null
            && (await glass.OnlyReadAsync([(found.Id, found.Tlp)], cancellationToken)).Count == 0);
    }

    private Expression<Func<NormCitation, CaseNormDetail>> Project() => c => new CaseNormDetail
    {
        Id = c.Id,
        IncidentId = c.IncidentId,
        Tlp = c.Tlp,
        Note = c.Note,
        At = c.CreatedAt,
        CreatedBy = db.People.Where(p => p.Id == c.CreatedById).Select(p => new PersonName(p.Id, p.DisplayName)).First(),
        WithdrawnAt = c.WithdrawnAt,
        Version = c.Version,
        Article = db.Provisions.Where(p => p.Id == c.ProvisionId).Select(p => p.Article).First(),
        TitleEn = db.Provisions.Where(p => p.Id == c.ProvisionId).Select(p => p.TitleEn).First(),
        TitleId = db.Provisions.Where(p => p.Id == c.ProvisionId).Select(p => p.TitleId).First(),
        AgreementCode = db.Agreements.Where(a => db.Provisions.Any(p => p.Id == c.ProvisionId && p.AgreementId == a.Id)).Select(a => a.Code).First(),
        AgreementEn = db.Agreements.Where(a => db.Provisions.Any(p => p.Id == c.ProvisionId && p.AgreementId == a.Id)).Select(a => a.TitleEn).First(),
        AgreementId = db.Agreements.Where(a => db.Provisions.Any(p => p.Id == c.ProvisionId && p.AgreementId == a.Id)).Select(a => a.TitleId).First(),
    };
}

internal sealed class CiteNormHandler(IAppDb db, ICaseParts parts, IViewerAccessor viewer, TimeProvider time) : ICommandHandler<CiteNormCommand, CaseNormKey>
{
    public async Task<CaseNormKey> Handle(CiteNormCommand command, CancellationToken cancellationToken)
    {
        var (input, incident) = (command.Input, await db.HeldCaseAsync(parts, command.Reference, cancellationToken));
        incident.EnsureTakesMore();
        var norm = await db.Norm(input.Agreement, input.Article).Where(p => p.RemovedAt == null && db.Agreements.Any(a => a.Id == p.AgreementId && a.RetiredAt == null))
            .Select(p => (Guid?)p.Id).SingleOrDefaultAsync(cancellationToken) ?? throw new InvalidInputException("article", Words.Get("Agreements.Error.NoNorm"));
        // A citation goes with its case: whoever may cite sees each that there is, so the refusal tells of no hidden one.
        if (await db.NormCitations.AnyAsync(c => c.IncidentId == incident.Id && c.ProvisionId == norm && c.WithdrawnAt == null, cancellationToken))
        {
            throw new InvalidInputException("article", Words.Get("Agreements.Error.CitedTwice"));
        }

        var citation = new NormCitation(incident.Id, incident.Tlp, norm, ActionInput.FirstText(input.Note), viewer.Required.UserId, time.GetUtcNow());
        db.NormCitations.Add(citation);
        await db.SaveChangesAsync(cancellationToken);
        return new CaseNormKey(incident.Reference, citation.Id);
    }
}

internal sealed class WithdrawCaseNormHandler(IAppDb db, ICaseParts parts, TimeProvider time) : ICommandHandler<WithdrawCaseNormCommand, CaseNormKey>
{
    public async Task<CaseNormKey> Handle(WithdrawCaseNormCommand command, CancellationToken cancellationToken)
    {
        var incident = await db.HeldCaseAsync(parts, command.Reference, cancellationToken);
        var citation = await db.NormCitations.SingleOrDefaultAsync(c => c.Id == command.Id && c.IncidentId == incident.Id, cancellationToken)
            ?? throw new NotFoundException();
        citation.EnsureVersion(command.ExpectedVersion);
        incident.EnsureTakesMore();
        citation.Withdraw(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return new CaseNormKey(incident.Reference, citation.Id);
    }
}
