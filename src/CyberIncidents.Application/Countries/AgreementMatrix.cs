using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Calendars;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Reference;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Countries;

/// <summary>How a country stands to an agreement.</summary>
/// <param name="Standing">Whether it is bound, or has only signed; a party too where the agreement holds for every state.</param>
/// <param name="Holds">Whether the agreement holds for it today.</param>
/// <param name="OfAll">Whether it is so only because the agreement holds for every state.</param>
/// <param name="SignedOn">When it signed.</param>
/// <param name="InForceFrom">First day on which the agreement holds for it.</param>
/// <param name="InForceTo">Last day.</param>
/// <param name="Reservations">What it reserved or declared.</param>
/// <param name="Confidence">V, S or K; null where it is not named.</param>
public sealed record MatrixCell(
    PartyStanding Standing, bool Holds, bool OfAll, DateOnly? SignedOn, DateOnly? InForceFrom, DateOnly? InForceTo, string? Reservations, string? Confidence);

/// <summary>An agreement as a column.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Title">Its title, in the language of the call.</param>
/// <param name="Kind">What kind of text it is.</param>
/// <param name="InForceWithUs">Whether it holds for us today.</param>
public sealed record MatrixColumn(string Code, string Title, AgreementKind Kind, bool InForceWithUs);

/// <summary>A country as a row.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Name">Its name, in the language of the call.</param>
/// <param name="IsHome">Whether it is ours.</param>
/// <param name="Cells">How it stands to each agreement, in the order of the columns; null where it is no party.</param>
public sealed record MatrixRow(string Country, string Name, bool IsHome, IReadOnlyList<MatrixCell?> Cells);

/// <summary>Countries by agreements.</summary>
/// <param name="On">The day, in the zone of the house.</param>
/// <param name="Columns">The agreements on the register, those in force with us first.</param>
/// <param name="Home">Our own row; on every page.</param>
/// <param name="Rows">Countries by name; at most forty.</param>
/// <param name="Count">All countries that the filter leaves.</param>
/// <param name="Next">The country after which the next page begins; null on the last.</param>
public sealed record AgreementMatrix(DateOnly On, IReadOnlyList<MatrixColumn> Columns, MatrixRow Home, IReadOnlyList<MatrixRow> Rows, int Count, string? Next);

/// <summary>Reads how countries stand to the agreements of the register.</summary>
/// <param name="Kind">Only agreements of these kinds; empty for all.</param>
/// <param name="Region">Only countries of this region of UN M49.</param>
/// <param name="All">
/// Every party of these agreements too; otherwise only countries with which we have anything: an organisation, a part in a case that the
/// viewer sees, or an agreement in force with us that names it and holds for it.
/// </param>
/// <param name="After">The country after which the page begins.</param>
[RequirePermission(Permission.ReadCases)]
public sealed record GetAgreementMatrixQuery(IReadOnlyList<AgreementKind> Kind, string? Region, bool All, string? After) : IQuery<AgreementMatrix>;

internal sealed class GetAgreementMatrixHandler(IAppDb db, HomeSettings home, TimeProvider time) : IQueryHandler<GetAgreementMatrixQuery, AgreementMatrix>
{
    private const int AtOnce = 40;

    public async Task<AgreementMatrix> Handle(GetAgreementMatrixQuery query, CancellationToken cancellationToken)
    {
        var day = Zones.DateOf(time.GetUtcNow(), home.TimeZone);
        var register = await db.RegisterAsync(home, day, cancellationToken);
        var columns = register.Where(e => query.Kind.Count == 0 || query.Kind.Contains(e.Agreement.Kind))
            .OrderByDescending(e => e.InForceWithUs).ThenBy(e => e.Agreement.Kind).ThenBy(e => e.Agreement.Code, StringComparer.Ordinal).ToList();
        var named = columns.Where(e => query.All || e.InForceWithUs)
            .SelectMany(e => e.Parties.Where(c => query.All || c.Any(p => RegisterReading.HoldsOn(p, day))).Select(c => c.Key));
        HashSet<string> wanted = [.. named, .. await db.WorkedWithAsync(cancellationToken)];
        wanted.Remove(home.Country);
        var countries = await CountriesAsync(query.Region, cancellationToken);
        var rows = countries.Where(c => wanted.Contains(c.Code)).Select(c => new { c.Code, Name = Words.Pick(c.NameEn, c.NameId) })
            .OrderBy(c => c.Name, StringComparer.CurrentCulture).ToList();
        var start = query.After is null ? 0 : rows.FindIndex(c => c.Code == query.After) + 1;
        if (query.After is not null && start == 0)
        {
            throw new InvalidInputException("after", Words.Get("Error.UnknownCode"));
        }

        var page = rows.Skip(start).Take(AtOnce).ToList();
        var ours = await db.Countries.Where(c => c.Code == home.Country).Select(c => new { c.NameEn, c.NameId }).SingleAsync(cancellationToken);
        return new AgreementMatrix(
            day,
            columns.ConvertAll(e => new MatrixColumn(e.Agreement.Code, Words.Pick(e.Agreement.TitleEn, e.Agreement.TitleId), e.Agreement.Kind, e.InForceWithUs)),
            new MatrixRow(home.Country, Words.Pick(ours.NameEn, ours.NameId), true, columns.ConvertAll(e => CellOf(e, home.Country, day))),
            page.ConvertAll(c => new MatrixRow(c.Code, c.Name, false, columns.ConvertAll(e => CellOf(e, c.Code, day)))),
            rows.Count, start + AtOnce < rows.Count ? page[^1].Code : null);
    }

    private static MatrixCell? CellOf(RegisterEntry entry, string country, DateOnly day)
    {
        var holds = entry.HoldsFor(country, day);
        return entry.StandingOf(country, day) is { } party
            ? new MatrixCell(party.Standing, holds, false, party.SignedOn, party.InForceFrom, party.InForceTo, party.Reservations, party.Confidence)
            : entry.Footing.OpenToAll ? new MatrixCell(PartyStanding.Party, holds, true, null, null, null, null, null)
            : null;
    }

    private async Task<List<Country>> CountriesAsync(string? region, CancellationToken cancellationToken)
    {
        if (region is not null && !await db.Countries.AnyAsync(c => c.Region == region || c.Subregion == region, cancellationToken))
        {
            throw new InvalidInputException("region", Words.Get("Error.UnknownCode"));
        }

        return await db.Countries.AsNoTracking().Where(c => region == null || c.Region == region || c.Subregion == region).ToListAsync(cancellationToken);
    }
}

/// <summary>With whom there is work.</summary>
internal static class CountryQueries
{
    /// <summary>The countries of organisations in the directory and of parts in cases that the viewer sees.</summary>
    public static async Task<IReadOnlyCollection<string>> WorkedWithAsync(this IAppDb db, CancellationToken cancellationToken)
    {
        var organisations = await db.Organisations.Where(o => o.Country != null && !o.IsHome).Select(o => o.Country!).Distinct().ToListAsync(cancellationToken);
        var parts = await db.Participations.Where(p => p.Country != null && p.State != ParticipationState.Withdrawn).Select(p => p.Country!).Distinct().ToListAsync(cancellationToken);
        return organisations.Union(parts, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
    }
}
