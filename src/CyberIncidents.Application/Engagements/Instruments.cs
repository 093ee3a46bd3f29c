using System.Globalization;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Engagements;

/// <summary>An agreement of the register, or a norm or an article of one, in the language of the call.</summary>
/// <param name="Code">How it is named: the agreement's code, <c>budapest</c>, or with its letter or article, <c>un-norms/d</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="Page">The page that shows it, without the leading slash.</param>
public sealed record InstrumentName(string Code, string Title, string Page);

/// <summary>Lists what engagements and commitments may name: the agreements on the register, and the norms in them.</summary>
[RequirePermission(Permission.ReadCases)]
public sealed record ListInstrumentsQuery : IQuery<Page<InstrumentName>>;

internal sealed class ListInstrumentsHandler(IAppDb db, Instruments instruments) : IQueryHandler<ListInstrumentsQuery, Page<InstrumentName>>
{
    public async Task<Page<InstrumentName>> Handle(ListInstrumentsQuery query, CancellationToken cancellationToken)
    {
        var agreements = await db.Agreements.Where(a => a.RetiredAt == null).Select(a => a.Id).ToListAsync(cancellationToken);
        var norms = await (
            from p in db.Provisions
            where p.RemovedAt == null
            join a in db.Agreements on p.AgreementId equals a.Id
            where a.RetiredAt == null && Agreement.OfNorms.Contains(a.Kind)
            select p.Id).ToListAsync(cancellationToken);
        return new Page<InstrumentName>(await instruments.NamesAsync([.. agreements, .. norms], cancellationToken), null);
    }
}

/// <summary>Finds by their codes the agreements and norms that engagements and commitments have to do with, and names them.</summary>
internal sealed class Instruments(IAppDb db)
{
    /// <summary>The most that one engagement or commitment names.</summary>
    public const int Most = 20;

    /// <summary>The keys of those on the register; each once. What somebody linked before it left the register may go on being named.</summary>
    /// <exception cref="InvalidInputException">One is unknown, or named twice; names its field.</exception>
    public async Task<IReadOnlyList<Guid>?> FindAsync(IReadOnlyList<string>? codes, IReadOnlyList<Guid> before, CancellationToken cancellationToken)
    {
        if (codes is null)
        {
            return null;
        }

        var (agreements, provisions) = await OnRegisterAsync(codes, cancellationToken);
        var found = new List<Guid>();
        for (var i = 0; i < codes.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"instruments[{i}]");
            var known = codes[i].Split('/', 2) is [var code, var article]
                ? provisions.FirstOrDefault(p => p.Code == code && p.Article == article) is { } p && (!p.Gone || before.Contains(p.Id)) ? p.Id : (Guid?)null
                : agreements.FirstOrDefault(a => a.Code == codes[i]) is { } a && (!a.Gone || before.Contains(a.Id)) ? a.Id : null;
            if (known is not { } id)
            {
                throw new InvalidInputException(field, Words.Get("Error.UnknownCode"));
            }

            if (found.Contains(id))
            {
                throw new InvalidInputException(field, Words.Get("Engagements.Error.Twice"));
            }

            found.Add(id);
        }

        return found;
    }

    /// <summary>What a list is narrowed to: an agreement with all its provisions, or one of these.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public async Task<IReadOnlyList<Guid>> KeysAsync(string code, CancellationToken cancellationToken)
    {
        var (agreements, provisions) = await OnRegisterAsync([code], cancellationToken);
        List<Guid> keys = code.Split('/', 2) is [_, var article]
            ? [.. provisions.Where(p => p.Article == article).Select(p => p.Id)]
            : [.. agreements.Select(a => a.Id), .. provisions.Select(p => p.Id)];
        return keys.Count > 0 ? keys : throw new NotFoundException();
    }

    /// <summary>Names for keys, in the order of the register.</summary>
    public async Task<IReadOnlyList<InstrumentName>> NamesAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var agreements = await db.Agreements.Where(a => ids.Contains(a.Id)).OrderBy(a => a.Code).Select(a => new { a.Code, a.TitleEn, a.TitleId }).ToListAsync(cancellationToken);
        var provisions = await (
            from p in db.Provisions
            where ids.Contains(p.Id)
            join a in db.Agreements on p.AgreementId equals a.Id
            orderby a.Code, p.SortOrder
            select new { a.Code, a.Kind, p.Article, p.TitleEn, p.TitleId }).ToListAsync(cancellationToken);
        return
        [
            .. agreements.Select(a => new InstrumentName(a.Code, Words.Pick(a.TitleEn, a.TitleId), $"agreements/{a.Code}")),
            .. provisions.Select(p => new InstrumentName(
                $"{p.Code}/{p.Article}", $"{p.Article}: {Words.Pick(p.TitleEn, p.TitleId)}",
                Agreement.OfNorms.Contains(p.Kind) ? $"norms/{p.Code}/{p.Article}" : $"agreements/{p.Code}#provision-{p.Article}")),
        ];
    }

    private async Task<(List<AgreementKeyRow> Agreements, List<ProvisionKeyRow> Provisions)> OnRegisterAsync(IReadOnlyList<string> codes, CancellationToken cancellationToken)
    {
        var named = codes.Select(c => c.Split('/', 2)[0]).Distinct(StringComparer.Ordinal).ToList();
        var agreements = await db.Agreements.Where(a => named.Contains(a.Code)).Select(a => new AgreementKeyRow(a.Id, a.Code, a.RetiredAt != null)).ToListAsync(cancellationToken);
        var ids = agreements.ConvertAll(a => a.Id);
        var provisions = await (
            from p in db.Provisions
            where ids.Contains(p.AgreementId)
            join a in db.Agreements on p.AgreementId equals a.Id
            select new ProvisionKeyRow(p.Id, a.Code, p.Article, p.RemovedAt != null || a.RetiredAt != null)).ToListAsync(cancellationToken);
        return (agreements, provisions);
    }

    private sealed record AgreementKeyRow(Guid Id, string Code, bool Gone);

    private sealed record ProvisionKeyRow(Guid Id, string Code, string Article, bool Gone);
}
