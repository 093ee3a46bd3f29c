using System.Globalization;
using CyberIncidents.Application.Common.Messaging;
using CyberIncidents.Application.Partners;
using CyberIncidents.Domain.Partners;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CyberIncidents.Web.Pages.Admin;

/// <summary>What is typed of a contact point.</summary>
internal sealed class ContactForm
{
    private const string Prefix = "Contact.";

    /// <summary>The contact point; null for a new one.</summary>
    public Guid? Id { get; set; }

    public ContactPurpose? Purpose { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Web { get; set; }

    public SecureChannelKind? SecureKind { get; set; }

    public string? SecureAddress { get; set; }

    public string? Language { get; set; }

    /// <summary>BCP 47 tags with commas between them.</summary>
    public string? Accepts { get; set; }

    public string? DutyFrom { get; set; }

    public string? DutyTo { get; set; }

    public string? TimeZone { get; set; }

    public string? BounceAddress { get; set; }

    /// <summary>A new key; left empty, the one that is known stays.</summary>
    public string? OpenPgpKey { get; set; }

    public string? Fingerprint { get; set; }

    /// <summary>Forgets the key that is known.</summary>
    public bool ForgetKey { get; set; }

    /// <summary>The fingerprint of the key that is known; shown, and not typed.</summary>
    public string? KnownFingerprint { get; private init; }

    public long? Version { get; set; }

    /// <summary>The form of a contact point as it stands.</summary>
    public static ContactForm Of(ContactPointDetail contact) => new()
    {
        Id = contact.Id,
        Purpose = contact.Purpose,
        Name = contact.Name,
        Email = contact.Email,
        Phone = contact.Phone,
        Web = contact.Web,
        SecureKind = contact.SecureChannel?.Kind,
        SecureAddress = contact.SecureChannel?.Address,
        Language = contact.Language,
        Accepts = string.Join(", ", contact.Accepts),
        DutyFrom = contact.DutyHours?.From.ToString("HH:mm", CultureInfo.InvariantCulture),
        DutyTo = contact.DutyHours?.To.ToString("HH:mm", CultureInfo.InvariantCulture),
        TimeZone = contact.TimeZone,
        BounceAddress = contact.BounceAddress,
        KnownFingerprint = contact.Fingerprint,
        Version = contact.Version,
    };

    /// <summary>A new one, as the API takes it.</summary>
    public ContactPointInput Read(Guid organisation, ModelStateDictionary state) => new()
    {
        OrganisationId = organisation,
        Purpose = Purpose,
        Name = Name,
        Email = TypedFields.OrNull(Email),
        Phone = TypedFields.OrNull(Phone),
        Web = TypedFields.OrNull(Web),
        SecureChannel = SecureKind is null && TypedFields.OrNull(SecureAddress) is null ? null : new SecureChannelInput(SecureKind, TypedFields.OrNull(SecureAddress)),
        Language = TypedFields.OrNull(Language),
        Accepts = (Accepts ?? string.Empty).Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries),
        DutyHours = Duty(state),
        TimeZone = TypedFields.OrNull(TimeZone),
        BounceAddress = TypedFields.OrNull(BounceAddress),
        OpenPgpKey = TypedFields.OrNull(OpenPgpKey),
        Fingerprint = TypedFields.OrNull(Fingerprint),
    };

    /// <summary>The change of one of the list.</summary>
    public EditContactPointInput Patch(ContactPointInput typed) => new()
    {
        Purpose = new(true, typed.Purpose),
        Name = new(true, typed.Name),
        Email = new(true, typed.Email),
        Phone = new(true, typed.Phone),
        Web = new(true, typed.Web),
        SecureChannel = new(true, typed.SecureChannel),
        Language = new(true, typed.Language),
        Accepts = new(true, typed.Accepts),
        DutyHours = new(true, typed.DutyHours),
        TimeZone = new(true, typed.TimeZone),
        BounceAddress = new(true, typed.BounceAddress),
        OpenPgpKey = typed.OpenPgpKey is not null || ForgetKey ? new Optional<string>(true, typed.OpenPgpKey) : default,
        Fingerprint = new(true, typed.Fingerprint),
    };

    /// <summary>What the API says of the parts of a value belongs to their own fields here.</summary>
    public static void NestedErrors(ModelStateDictionary state)
    {
        state.Rename(Prefix + "secureChannel.kind", Prefix + nameof(SecureKind));
        state.Rename(Prefix + "secureChannel.address", Prefix + nameof(SecureAddress));
        state.Rename(Prefix + "dutyHours.from", Prefix + nameof(DutyFrom));
        state.Rename(Prefix + "dutyHours.to", Prefix + nameof(DutyTo));
        state.ToOneField(Prefix + "Accepts");
    }

    private DutyHoursInput? Duty(ModelStateDictionary state)
    {
        var (from, to) = (state.Time(DutyFrom, Prefix + nameof(DutyFrom)), state.Time(DutyTo, Prefix + nameof(DutyTo)));
        return from is null && to is null ? null : new DutyHoursInput(from, to);
    }
}

/// <summary>A form of a contact point on the page of its organisation.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Contact">What is typed.</param>
/// <param name="Typed">Whether it was sent: the errors of the page are its own.</param>
internal sealed record ContactFields(Guid Organisation, ContactForm Contact, bool Typed)
{
    /// <summary>Where it is sent to.</summary>
    public string Action { get; init; } = $"/admin/organisations/{Organisation}?handler=Contact";

    /// <summary>What its button says; null for what an administrator does.</summary>
    public string? Button { get; init; }

    /// <summary>Repeats the first answer when it is sent twice; null where that is no matter.</summary>
    public string? OnceKey { get; init; }

    /// <summary>Apart from those of the other forms.</summary>
    public string Prefix => Contact.Id is { } id ? $"c{id:N}" : "new";
}
