using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Incidents;
using CyberIncidents.Domain.Reference;
using FluentValidation;

namespace CyberIncidents.Application.Incidents;

/// <summary>Class and type of ENISA RSIT 1003, machine words.</summary>
/// <param name="Class">The class; required.</param>
/// <param name="Type">The type; may be left out until it is known.</param>
public sealed record ClassificationInput(string? Class = null, string? Type = null);

/// <summary>A partner of a case: a country, which means its national contact, or an organisation.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Roles">The parts it plays.</param>
public sealed record PartnerInput(
    string? Country = null, Guid? OrganisationId = null, IReadOnlyList<ParticipationRole>? Roles = null);

internal sealed class ClassificationInputValidator : AbstractValidator<ClassificationInput>
{
    public ClassificationInputValidator()
    {
        RuleFor(c => c.Class).RequiredText(Validation.CodeLength);
        RuleFor(c => c.Type).OptionalText(Validation.CodeLength);
    }
}

internal sealed class PartnerInputValidator : AbstractValidator<PartnerInput>
{
    public PartnerInputValidator()
    {
        RuleFor(p => p.Country).Must((p, country) => (country is null) != (p.OrganisationId is null))
            .WithMessage(_ => Words.Get("Error.CountryOrOrganisation"));
        RuleFor(p => p.Country).Length(2).OptionalText(2);
        RuleFor(p => p.Roles).NotEmpty().WithMessage(_ => Words.Get("Error.Roles"));
        RuleFor(p => p.Roles!.Count).LessThanOrEqualTo(7).When(p => p.Roles is not null).OverridePropertyName("roles");
        RuleForEach(p => p.Roles).IsInEnum();
    }
}

/// <summary>The codes of a classification, checked against the reference data.</summary>
internal static class ClassificationChecks
{
    public static async Task EnsureClassifiedAsync(
        this IAppDb db, string classCode, string? typeCode, IReadOnlyList<string> terroristUse, Incident? current, CancellationToken cancellationToken)
    {
        var wanted = new List<WantedCode>();
        if (classCode != current?.ClassCode)
        {
            wanted.Add(new WantedCode(CodeLists.RsitClass, classCode, null, "classification.class"));
        }

        if (typeCode is not null && (classCode, typeCode) != (current?.ClassCode, current?.TypeCode))
        {
            wanted.Add(new WantedCode(CodeLists.RsitType, typeCode, classCode, "classification.type"));
        }

        wanted.AddRange(terroristUse.Where(u => current is null || !current.TerroristUse.Contains(u, StringComparer.Ordinal))
            .Select(u => new WantedCode(CodeLists.TerroristUse, u, null, "terroristUse")));
        await db.EnsureCodesAsync(wanted, cancellationToken);
    }
}
