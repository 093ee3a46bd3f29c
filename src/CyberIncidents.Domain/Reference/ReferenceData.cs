using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using CyberIncidents.Domain.Requests;

namespace CyberIncidents.Domain.Reference;

/// <summary>The names of the code lists.</summary>
public static class CodeLists
{
    /// <summary>Classes of ENISA RSIT 1003.</summary>
    public const string RsitClass = "rsit-class";

    /// <summary>Types of ENISA RSIT 1003; the parent is the class.</summary>
    public const string RsitType = "rsit-type";

    /// <summary>Terrorist use of the internet (UNODC 2012).</summary>
    public const string TerroristUse = "terrorist-use";

    /// <summary>Grounds on which a request may be declined.</summary>
    public const string RefusalGround = "refusal-ground";

    /// <summary>Networks that organisations and countries belong to.</summary>
    public const string Network = "network";

    /// <summary>Regions of UN M49; the parent is the wider region.</summary>
    public const string Region = "region";
}

/// <summary>A country of ISO 3166-1.</summary>
public sealed class Country : Entity
{
    private Country()
    {
        Code = Alpha3 = Numeric = NameEn = NameId = string.Empty;
    }

    /// <summary>Adds a country.</summary>
    /// <param name="code">Alpha-2.</param>
    /// <param name="now">The instant.</param>
    public Country(string code, DateTimeOffset now)
        : base(now)
    {
        Code = code;
        Alpha3 = Numeric = NameEn = NameId = string.Empty;
    }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Code { get; private set; }

    /// <summary>ISO 3166-1 alpha-3.</summary>
    public string Alpha3 { get; set; }

    /// <summary>ISO 3166-1 numeric, three digits.</summary>
    public string Numeric { get; set; }

    /// <summary>English name (CLDR).</summary>
    public string NameEn { get; set; }

    /// <summary>Indonesian name (CLDR).</summary>
    public string NameId { get; set; }

    /// <summary>Top region of UN M49.</summary>
    public string? Region { get; set; }

    /// <summary>Region of UN M49 that holds it directly.</summary>
    public string? Subregion { get; set; }

    /// <summary>The days of the weekend.</summary>
    public IReadOnlyList<DayOfWeek> Weekend { get; set; } = [];

    /// <summary>The day on which a week begins.</summary>
    public DayOfWeek FirstDay { get; set; }

    /// <summary>When it left the list; old cases may still point to it.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}

/// <summary>An entry of a code list, with its names.</summary>
public sealed class CodeEntry : Entity
{
    private CodeEntry()
    {
        List = Code = Parent = NameEn = NameId = string.Empty;
    }

    /// <summary>Adds an entry.</summary>
    /// <param name="list">The list.</param>
    /// <param name="code">The code; unique within list and parent.</param>
    /// <param name="parent">The code above it; empty for none.</param>
    /// <param name="now">The instant.</param>
    public CodeEntry(string list, string code, string parent, DateTimeOffset now)
        : base(now)
    {
        List = list;
        Code = code;
        Parent = parent;
        NameEn = NameId = string.Empty;
    }

    /// <summary>The list.</summary>
    public string List { get; private set; }

    /// <summary>The code.</summary>
    public string Code { get; private set; }

    /// <summary>The code above it; empty for none.</summary>
    public string Parent { get; private set; }

    /// <summary>English name.</summary>
    public string NameEn { get; set; }

    /// <summary>Indonesian name.</summary>
    public string NameId { get; set; }

    /// <summary>English description.</summary>
    public string? DescriptionEn { get; set; }

    /// <summary>Indonesian description.</summary>
    public string? DescriptionId { get; set; }

    /// <summary>Its place in the list.</summary>
    public int SortOrder { get; set; }

    /// <summary>When it left the list.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}

/// <summary>Who may ask whom for what: one row per kind of request.</summary>
public sealed class RequestKindRule : Entity
{
    private RequestKindRule()
    {
        NameEn = NameId = string.Empty;
    }

    /// <summary>Adds a rule.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="now">The instant.</param>
    public RequestKindRule(RequestKind kind, DateTimeOffset now)
        : base(now)
    {
        Kind = kind;
        NameEn = NameId = string.Empty;
    }

    /// <summary>The kind.</summary>
    public RequestKind Kind { get; private set; }

    /// <summary>English name.</summary>
    public string NameEn { get; set; }

    /// <summary>Indonesian name.</summary>
    public string NameId { get; set; }

    /// <summary>English description.</summary>
    public string? DescriptionEn { get; set; }

    /// <summary>Indonesian description.</summary>
    public string? DescriptionId { get; set; }

    /// <summary>The kinds of organisation that issue it.</summary>
    public IReadOnlyList<OrganisationKind> Issuing { get; set; } = [];

    /// <summary>The kinds of organisation that may be asked.</summary>
    public IReadOnlyList<OrganisationKind> Receiving { get; set; } = [];

    /// <summary>Whether it is sent only by approval of a second person.</summary>
    public bool Approval { get; set; }

    /// <summary>When it left the list.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}
