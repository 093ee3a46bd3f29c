using CyberIncidents.Domain.People;
using CyberIncidents.Domain.Reference;
using CyberIncidents.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Partner = CyberIncidents.Domain.Partners.Organisation;

namespace CyberIncidents.Benchmarks.Load;

/// <summary>Who and what the cases are about: read from a database that the program itself prepared.</summary>
internal sealed record Cast(
    Guid Home,
    Person Analyst,
    Person Manager,
    IReadOnlyList<Person> Analysts,
    Partner Large,
    Partner Small,
    IReadOnlyList<Partner> Others,
    IReadOnlyDictionary<Guid, Person> Liaisons,
    IReadOnlyList<(string Class, string Type)> Classes,
    IReadOnlyList<string> TerroristUse)
{
    public static Cast Read(AppDbContext db)
    {
        var people = db.Set<Person>().ToList();
        var organisations = db.Set<Partner>().ToList();
        var codes = db.Set<CodeEntry>().Where(c => c.RetiredAt == null).ToList();
        var large = organisations.Single(o => o.Name == Names.Large);
        var small = organisations.Single(o => o.Name == Names.Small);
        return new Cast(
            organisations.Single(o => o.IsHome).Id,
            people.Single(p => p.Email == Names.Analyst),
            people.Single(p => p.Email == Names.Manager),
            [.. people.Where(p => p.Roles == Roles.Analyst).OrderBy(p => p.Email, StringComparer.Ordinal)],
            large,
            small,
            [.. organisations.Where(o => !o.IsHome && o != large && o != small)],
            people.Where(p => p.Roles == Roles.LiaisonOfficer).ToDictionary(p => p.OrganisationId),
            [.. codes.Where(c => c.List == CodeLists.RsitType).Select(c => (c.Parent!, c.Code))],
            [.. codes.Where(c => c.List == CodeLists.TerroristUse).Select(c => c.Code)]);
    }
}

/// <summary>Names of the accounts and organisations that the benchmark makes, all invented.</summary>
internal static class Names
{
    public const string Password = "Only-For-Benchmarks-1";
    public const string Administrator = "admin@bench.test";
    public const string Analyst = "analyst@bench.test";
    public const string Manager = "manager@bench.test";

    /// <summary>How many analysts share the cases.</summary>
    public const int Analysts = 25;

    public const string LargeLiaison = "liaison.large@bench.test";
    public const string SmallLiaison = "liaison.small@bench.test";
    public const string Large = "CSIRT of the large partner";
    public const string Small = "CSIRT of the small partner";

    /// <summary>Countries of the partners; the first is the large one, the second the small one.</summary>
    public static readonly string[] Countries =
    [
        "SG", "IS", "MY", "AU", "JP", "NL", "DE", "US", "GB", "FR", "TH", "PH", "VN", "IN", "KR", "CN", "BR", "ZA", "NG", "KE",
        "EG", "TR", "SA", "AE", "IT", "ES", "PL", "SE", "NO", "FI", "DK", "CH", "AT", "BE", "CA", "MX", "AR", "CL", "NZ", "LK",
        "PT", "IE", "CZ", "HU", "RO", "BG", "HR", "SK", "EE", "LV",
    ];
}
