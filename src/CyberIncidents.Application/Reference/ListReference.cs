using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Paging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Domain.Requests;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Reference;

/// <summary>A country, named in the language of the call.</summary>
/// <param name="Code">ISO 3166-1 alpha-2.</param>
/// <param name="Alpha3">ISO 3166-1 alpha-3.</param>
/// <param name="Numeric">ISO 3166-1 numeric.</param>
/// <param name="Name">Its name.</param>
/// <param name="OtherName">Its name in the other language, for those who type it so.</param>
/// <param name="Region">Top region of UN M49.</param>
/// <param name="Subregion">Region of UN M49 that holds it directly.</param>
/// <param name="Weekend">The days of its weekend.</param>
/// <param name="HasNationalContact">Whether choosing it means an organisation.</param>
public sealed record CountryDetail(
    string Code, string Alpha3, string Numeric, string Name, string OtherName, string? Region, string? Subregion, IReadOnlyList<DayOfWeek> Weekend, bool HasNationalContact);

/// <summary>A code with its name and description in the language of the call.</summary>
/// <param name="Code">The code.</param>
/// <param name="Parent">The code above it; null for none.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
public sealed record CodeDetail(string Code, string? Parent, string Name, string? Description);

/// <summary>A class of ENISA RSIT with its types.</summary>
/// <param name="Code">The class.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it means.</param>
/// <param name="Types">Its types.</param>
public sealed record RsitClass(string Code, string Name, string? Description, IReadOnlyList<CodeDetail> Types);

/// <summary>The two dimensions in which a case is classified.</summary>
/// <param name="Rsit">Classes and types of ENISA RSIT 1003.</param>
/// <param name="TerroristUse">Terrorist use of the internet (UNODC 2012).</param>
public sealed record Classifications(IReadOnlyList<RsitClass> Rsit, IReadOnlyList<CodeDetail> TerroristUse);

/// <summary>A kind of request, and who may ask whom.</summary>
/// <param name="Code">The kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Issuing">The kinds of organisation that issue it.</param>
/// <param name="Receiving">The kinds of organisation that may be asked.</param>
/// <param name="Approval">Whether it is sent only by approval.</param>
public sealed record RequestKindDetail(
    RequestKind Code, string Name, string? Description, IReadOnlyList<OrganisationKind> Issuing, IReadOnlyList<OrganisationKind> Receiving, bool Approval);

/// <summary>Lists the countries by name.</summary>
[RequirePermission(Permission.SignedIn)]
public sealed record ListCountriesQuery : IQuery<Page<CountryDetail>>;

/// <summary>Reads the classifications.</summary>
[RequirePermission(Permission.SignedIn)]
public sealed record GetClassificationsQuery : IQuery<Classifications>;

/// <summary>Lists the grounds of refusal.</summary>
[RequirePermission(Permission.SignedIn)]
public sealed record ListRefusalGroundsQuery : IQuery<Page<CodeDetail>>;

/// <summary>Lists the kinds of request.</summary>
[RequirePermission(Permission.SignedIn)]
public sealed record ListRequestKindsQuery : IQuery<Page<RequestKindDetail>>;

internal sealed class ListCountriesHandler(IAppDb db) : IQueryHandler<ListCountriesQuery, Page<CountryDetail>>
{
    public async Task<Page<CountryDetail>> Handle(ListCountriesQuery query, CancellationToken cancellationToken)
    {
        var contacts = await db.Organisations.Where(o => o.NationalContact && o.Country != null).Select(o => o.Country!).ToListAsync(cancellationToken);
        var countries = await db.Countries.AsNoTracking().Where(c => c.RetiredAt == null).ToListAsync(cancellationToken);
        var details = countries.Select(c => new CountryDetail(
            c.Code, c.Alpha3, c.Numeric, Words.Pick(c.NameEn, c.NameId), Words.Pick(c.NameId, c.NameEn), c.Region, c.Subregion, c.Weekend, contacts.Contains(c.Code)));
        return new Page<CountryDetail>([.. details.OrderBy(c => c.Name, StringComparer.CurrentCulture)], null);
    }
}

internal sealed class GetClassificationsHandler(IAppDb db) : IQueryHandler<GetClassificationsQuery, Classifications>
{
    public async Task<Classifications> Handle(GetClassificationsQuery query, CancellationToken cancellationToken)
    {
        var types = (await db.CodesAsync(CodeLists.RsitType, cancellationToken)).ToLookup(t => t.Parent, StringComparer.Ordinal);
        var classes = await db.CodesAsync(CodeLists.RsitClass, cancellationToken);
        return new Classifications(
            [.. classes.Select(c => new RsitClass(c.Code, c.Name, c.Description, [.. types[c.Code]]))],
            await db.CodesAsync(CodeLists.TerroristUse, cancellationToken));
    }
}

internal sealed class ListRefusalGroundsHandler(IAppDb db) : IQueryHandler<ListRefusalGroundsQuery, Page<CodeDetail>>
{
    public async Task<Page<CodeDetail>> Handle(ListRefusalGroundsQuery query, CancellationToken cancellationToken) =>
        new(await db.CodesAsync(CodeLists.RefusalGround, cancellationToken), null);
}

internal sealed class ListRequestKindsHandler(IAppDb db) : IQueryHandler<ListRequestKindsQuery, Page<RequestKindDetail>>
{
    public async Task<Page<RequestKindDetail>> Handle(ListRequestKindsQuery query, CancellationToken cancellationToken)
    {
        var rules = await db.RequestKindRules.AsNoTracking().Where(r => r.RetiredAt == null).ToListAsync(cancellationToken);
        return new Page<RequestKindDetail>(
            [.. rules.OrderBy(r => r.Kind).Select(r => new RequestKindDetail(
                r.Kind, Words.Pick(r.NameEn, r.NameId),
                r.DescriptionEn is null ? null : Words.Pick(r.DescriptionEn, r.DescriptionId ?? r.DescriptionEn), r.Issuing, r.Receiving, r.Approval))],
            null);
    }
}

/// <summary>Reading code lists in one way.</summary>
internal static class CodeReading
{
    public static Task<List<CodeEntry>> EntriesAsync(this IAppDb db, string list, CancellationToken cancellationToken) =>
        db.CodeEntries.AsNoTracking().Where(c => c.List == list && c.RetiredAt == null).OrderBy(c => c.SortOrder).ToListAsync(cancellationToken);

    public static async Task<IReadOnlyList<CodeDetail>> CodesAsync(this IAppDb db, string list, CancellationToken cancellationToken) =>
        [.. (await db.EntriesAsync(list, cancellationToken)).Select(c => new CodeDetail(
            c.Code, c.Parent.Length == 0 ? null : c.Parent, Words.Pick(c.NameEn, c.NameId), Description(c)))];

    public static string? Description(CodeEntry entry) =>
        entry.DescriptionEn is null ? null : Words.Pick(entry.DescriptionEn, entry.DescriptionId ?? entry.DescriptionEn);
}
