using System.Runtime.CompilerServices;
using CyberIncidents.Application.Common;
using CyberIncidents.Application.Common.Ports;
using CyberIncidents.Application.Common.Texts;
using CyberIncidents.Domain.Common;
using CyberIncidents.Domain.Partners;
using FluentValidation;

namespace CyberIncidents.Application.Partners;

/// <summary>What a contact point has to look like: without any way to reach it, it is none.</summary>
internal sealed class ContactPointForm : AbstractValidator<ContactPointInput>
{
    private const int MostLanguages = 10;

    /// <summary>A key with many signatures is long; beyond this it is something else.</summary>
    internal const int KeyLength = 100_000;

    public ContactPointForm()
    {
        RuleFor(c => c.OrganisationId).NotNull();
        RuleFor(c => c.Purpose).NotNull().IsInEnum();
        RuleFor(c => c.Name).RequiredText(Validation.TitleLength);
        RuleFor(c => c.Email).Address();
        RuleFor(c => c.BounceAddress).Address();
        RuleFor(c => c.Phone).OptionalText(64).Must(IsNumber).WithMessage(_ => Words.Get("Admin.Error.Phone"));
        RuleFor(c => c.Web).OptionalText(400).Must(IsWeb).WithMessage(_ => Words.Get("Directory.Error.Web"));
        RuleFor(c => c.SecureChannel).SetValidator(new SecureChannelForm()!);
        RuleFor(c => c.Language).OptionalText(16).Must(IsTag).WithMessage(_ => Words.Get("Admin.Error.Language"));
        RuleFor(c => c.Accepts!.Count).LessThanOrEqualTo(MostLanguages).When(c => c.Accepts is not null).OverridePropertyName("accepts");
        RuleForEach(c => c.Accepts).RequiredText(16).Must(IsTag).WithMessage(_ => Words.Get("Admin.Error.Language"));
        RuleFor(c => c.DutyHours).SetValidator(new DutyHoursForm()!);
        RuleFor(c => c.TimeZone).OptionalText(Validation.CodeLength).KnownZone();
        RuleFor(c => c.OpenPgpKey).MaximumLength(KeyLength);
        RuleFor(c => c.Fingerprint).OptionalText(200);
        RuleFor(c => c.Email).NotEmpty().When(c => !HasAnotherWay(c)).WithMessage(_ => Words.Get("Admin.Error.EmailOrPhone"));
    }

    private static bool HasAnotherWay(ContactPointInput c) =>
        !string.IsNullOrWhiteSpace(c.Phone) || !string.IsNullOrWhiteSpace(c.Web) || c.SecureChannel is not null;

    /// <summary>Digits with what people put between them, and an extension.</summary>
    private static bool IsNumber(string? phone) =>
        string.IsNullOrWhiteSpace(phone) || (phone.Count(char.IsAsciiDigit) >= 3 && phone.All(c => char.IsAsciiLetterOrDigit(c) || " +-()./".Contains(c, StringComparison.Ordinal)));

    private static bool IsWeb(string? web) =>
        string.IsNullOrWhiteSpace(web) || (Uri.TryCreate(web.Trim(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0);

    private static bool IsTag(string? tag) =>
        string.IsNullOrEmpty(tag) || (tag.Split('-') is var parts && parts[0].Length is 2 or 3 && parts.All(p => p.Length is > 0 and <= 8 && p.All(char.IsAsciiLetterOrDigit)));
}

internal sealed class SecureChannelForm : AbstractValidator<SecureChannelInput>
{
    public SecureChannelForm()
    {
        RuleFor(s => s.Kind).NotNull().IsInEnum();
        RuleFor(s => s.Address).RequiredText(Validation.TitleLength);
    }
}

/// <summary>Turns what was typed of a key into a key, or into an error of its field.</summary>
internal sealed class ContactKeys(IOpenPgpKeys keys, TimeProvider time)
{
    // By the very text of a request, and gone with it.
    private readonly ConditionalWeakTable<string, KeyReading> _read = new();

    /// <summary>Reads it before the transaction begins, so that nobody else who writes waits for a key.</summary>
    public void Prepare(string? text)
    {
        if (!string.IsNullOrWhiteSpace(text) && text.Length <= ContactPointForm.KeyLength && !_read.TryGetValue(text, out _))
        {
            _read.TryAdd(text, keys.Read(text, time.GetUtcNow()));
        }
    }

    /// <summary>Reads it; a key that is known already is not judged again, since time alone may have made it a problem.</summary>
    /// <exception cref="InvalidInputException">The text is no public key that holds now, or the fingerprint is not its own.</exception>
    public OpenPgpKey? Read(string? text, string? fingerprint, OpenPgpKey? known)
    {
        var key = string.IsNullOrWhiteSpace(text) ? null : text == known?.Armored ? known : Parse(text);
        if (!string.IsNullOrWhiteSpace(fingerprint) && Bare(fingerprint) != key?.Fingerprint)
        {
            throw new InvalidInputException("fingerprint", Words.Get(key is null ? "Directory.Error.FingerprintAlone" : "Directory.Error.Fingerprint"));
        }

        return key;
    }

    /// <summary>The key of a proposal, which was read when it was proposed: only its end may have come since.</summary>
    /// <exception cref="InvalidInputException">It has expired meanwhile.</exception>
    public OpenPgpKey? Read(KeptContact kept) =>
        kept.Key is not { } key ? Read(kept.Contact.OpenPgpKey, null, null)
        : key.ExpiresAt <= time.GetUtcNow() ? throw new InvalidInputException("openPgpKey", Words.Get($"Directory.Error.Key.{KeyFault.Expired}"))
        : key;

    private OpenPgpKey Parse(string text)
    {
        var reading = _read.TryGetValue(text, out var known) ? known : keys.Read(text, time.GetUtcNow());
        return reading.Key ?? throw new InvalidInputException("openPgpKey", Words.Get($"Directory.Error.Key.{reading.Fault}"));
    }

    /// <summary>As people write it: in groups, with colons, with <c>0x</c> before it.</summary>
    private static string Bare(string fingerprint)
    {
        var bare = string.Concat(fingerprint.Where(c => !char.IsWhiteSpace(c) && c != ':')).ToUpperInvariant();
        return bare.StartsWith("0X", StringComparison.Ordinal) ? bare[2..] : bare;
    }
}
