using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Errors;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Security;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Application.Incidents;
using CyberIncidents.Domain.Agreements;
using CyberIncidents.Domain.Common;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CyberIncidents.Application.Agreements;

/// <summary>Adds an agreement with its parties and provisions.</summary>
/// <param name="Input">What it says.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record AddAgreementCommand(AgreementInput Input) : ICommand<AgreementKey>;

/// <summary>Edits an agreement, its parties or its provisions, takes it off the register or puts it back.</summary>
/// <param name="Code">The agreement.</param>
/// <param name="Input">What changes.</param>
/// <param name="ExpectedVersion">The version that was read; see <see cref="ReadVersion"/>; null for any.</param>
[RequirePermission(Permission.KeepCooperation)]
public sealed record EditAgreementCommand(string Code, EditAgreementInput Input, long? ExpectedVersion) : ICommand<AgreementKey>;

internal sealed class AddAgreementValidator : AbstractValidator<AddAgreementCommand>
{
    public AddAgreementValidator() => RuleFor(c => c.Input).SetValidator(new AgreementForm());
}

internal sealed class EditAgreementValidator : AbstractValidator<EditAgreementCommand>
{
    public EditAgreementValidator()
    {
        RuleFor(c => c.Input.Retired.Value).NotNull().When(c => c.Input.Retired.IsSet);
        RuleFor(c => c.Input.Binding.Value).NotNull().When(c => c.Input.Binding.IsSet);
        RuleFor(c => c.Input.OpenToAll.Value).NotNull().When(c => c.Input.OpenToAll.IsSet);
    }
}

internal sealed class AddAgreementHandler(IAppDb db, RegisterChase chase, TimeProvider time) : ICommandHandler<AddAgreementCommand, AgreementKey>
{
    public async Task<AgreementKey> Handle(AddAgreementCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        if (await db.Agreements.AnyAsync(a => a.Code == input.Code, cancellationToken))
        {
            throw new InvalidInputException("code", Words.Get("Rules.Error.CodeTaken"));
        }

        var now = time.GetUtcNow();
        var agreement = new Agreement(input.Code!, input.ToCard(), addedHere: true, now);
        await db.EnsureKnownAsync(agreement, input, cancellationToken);
        agreement.SetParties([.. (input.Parties ?? []).Select(p => p.ToCard())], now);
        agreement.SetProvisions([.. (input.Provisions ?? []).Select(p => p.ToCard())], now);
        db.Agreements.Add(agreement);
        await db.EntrustAsync(agreement, input, chase, RegisterBefore.Nothing, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new AgreementKey(agreement.Code);
    }
}

internal sealed class EditAgreementHandler(IAppDb db, IValidator<AgreementInput> form, RegisterChase chase, TimeProvider time) : ICommandHandler<EditAgreementCommand, AgreementKey>
{
    public async Task<AgreementKey> Handle(EditAgreementCommand command, CancellationToken cancellationToken)
    {
        var input = command.Input;
        var agreement = await db.Agreements.Include(a => a.Parties).SingleOrDefaultAsync(a => a.Code == command.Code, cancellationToken)
            ?? throw new NotFoundException();
        // By a query of their own, which fills the agreement's list: joined with the parties each would come once for each of those.
        await db.Provisions.Where(p => p.AgreementId == agreement.Id).LoadAsync(cancellationToken);
        agreement.EnsureVersion(command.ExpectedVersion);
        var merged = Merged.EnsureValid(form, input.On(AgreementInput.Of(agreement)));
        await db.EnsureKnownAsync(agreement, merged, cancellationToken);
        var (now, before) = (time.GetUtcNow(), RegisterBefore.Of(agreement));
        if (input.ChangesCard)
        {
            agreement.Edit(merged.ToCard(), now);
        }

        if (input.Parties.IsSet)
        {
            agreement.SetParties([.. (merged.Parties ?? []).Select(p => p.ToCard())], now);
        }

        if (input.Provisions.IsSet)
        {
            agreement.SetProvisions([.. (merged.Provisions ?? []).Select(p => p.ToCard())], now);
        }

        if (input.Retired is { IsSet: true, Value: { } retired } && retired != agreement.RetiredAt is not null)
        {
            agreement.Retire(retired, now);
        }

        await db.EntrustAsync(agreement, merged, chase, before, now, cancellationToken);
        await chase.KeepReviewsAsync(db, agreement, before, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new AgreementKey(agreement.Code);
    }
}

/// <summary>Who sees to an agreement, and what it may point to.</summary>
internal static class AgreementChecks
{
    /// <summary>Gives it to whoever sees to its renewal from now on; the follow-up about that goes with owner, day and register.</summary>
    /// <exception cref="InvalidInputException">Somebody who is not of the national team; names <c>owner</c>.</exception>
    public static async Task EntrustAsync(
        this IAppDb db, Agreement agreement, AgreementInput input, RegisterChase chase, RegisterBefore before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if ((input.Owner, input.RenewOn) != (agreement.OwnerId, agreement.RenewOn))
        {
            if (input.Owner is { } owner && owner != agreement.OwnerId)
            {
                await db.NationalAsync(owner, "owner", cancellationToken);
            }

            agreement.Entrust(input.Owner, input.RenewOn, now);
        }

        await chase.KeepRenewalAsync(agreement, before, cancellationToken);
    }

    /// <summary>Countries, organisations and legal bases have to be known; what the agreement names already it may go on naming.</summary>
    /// <exception cref="InvalidInputException">One is not; names its field.</exception>
    public static async Task EnsureKnownAsync(this IAppDb db, Agreement agreement, AgreementInput input, CancellationToken cancellationToken)
    {
        var (parties, provisions) = (input.Parties ?? [], input.Provisions ?? []);
        var named = parties.Select(p => p.Country).OfType<string>().ToList();
        var countries = await db.Countries.Where(c => named.Contains(c.Code) && c.RetiredAt == null).Select(c => c.Code).ToListAsync(cancellationToken);
        var asked = parties.Select(p => p.OrganisationId).OfType<Guid>().ToList();
        var organisations = await db.Organisations.Where(o => asked.Contains(o.Id)).Select(o => o.Id).ToListAsync(cancellationToken);
        var codes = provisions.Select(p => p.LegalBasis).OfType<string>().ToList();
        var bases = await db.LegalBases.Where(b => codes.Contains(b.Code)).Select(b => b.Code).ToListAsync(cancellationToken);
        countries.AddRange(agreement.Parties.Select(p => p.Country).OfType<string>());
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        for (var i = 0; i < parties.Count; i++)
        {
            if (parties[i].Country is { } country && !countries.Contains(country))
            {
                errors[$"parties[{i}].country"] = [Words.Get("Error.UnknownCode")];
            }

            if (parties[i].OrganisationId is { } organisation && !organisations.Contains(organisation))
            {
                errors[$"parties[{i}].organisationId"] = [Words.Get("Error.UnknownOrganisation")];
            }
        }

        for (var i = 0; i < provisions.Count; i++)
        {
            if (provisions[i].LegalBasis is { } basis && !bases.Contains(basis))
            {
                errors[$"provisions[{i}].legalBasis"] = [Words.Get("Error.UnknownCode")];
            }
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }
}
